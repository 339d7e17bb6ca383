package io.github.spacecrafttracker.poller.election;

import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.topic.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A process that prints when its leadership begins and when it is over, until it is killed. */
final class LeaderProcess {
    static final String BEGAN = "began";
    static final String OVER = "over";

    private LeaderProcess() {}

    /** @param arguments bootstrap servers, topic prefix and, optionally, a member name */
    public static void main(String[] arguments) throws Exception {
        var kafka = new KafkaSettings(arguments[0], arguments[1], 3, 1, Map.of());
        var member = arguments.length > 2 ? Optional.of(arguments[2]) : Optional.<String>empty();
        try (var election = LeaderElection.join(kafka, Topics.withPrefix(arguments[1]), member)) {
            while (true) {
                var leadership = election.await();
                System.out.println(BEGAN);
                while (!leadership.isOver()) {
                    leadership.awaitEnd(Duration.ofSeconds(1));
                }
                System.out.println(OVER);
            }
        }
    }
}
