package io.github.spacecrafttracker.bench;

import io.github.spacecrafttracker.embedded.JavaProcess;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.testkit.TopicReader;
import io.github.spacecrafttracker.topic.Topics;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The reference of a start: a process that reads all snapshots with one {@code read_committed}
 * consumer, and exits.
 */
public final class BareRead {
    private BareRead() {}

    /** @param arguments the bootstrap servers and the topic prefix */
    public static void main(String[] arguments) {
        var kafka = new KafkaSettings(arguments[0], arguments[1], 3, 1, Map.of());
        var snapshots = Topics.withPrefix(kafka.topicPrefix()).snapshots().name();
        TopicReader.forEach(kafka.consumer(), List.of(snapshots), record -> {});
    }

    /** Runs the process, and returns the seconds from its start to its exit. */
    static double seconds(KafkaSettings kafka, String heap) throws IOException, InterruptedException {
        var startedAt = System.nanoTime();
        var builder = JavaProcess.running(BareRead.class, heap, kafka.bootstrapServers(), kafka.topicPrefix());
        try (var process = JavaProcess.start(builder.redirectErrorStream(true))) {
            while (process.isAlive()) {
                Thread.sleep(5);
            }
            if (process.exitValue() != 0) {
                throw new IllegalStateException("The bare consumer failed: " + process.output());
            }
        }
        return StreamsProcess.secondsSince(startedAt);
    }
}
