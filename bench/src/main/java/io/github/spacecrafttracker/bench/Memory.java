package io.github.spacecrafttracker.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloudevents.CloudEvent;
import io.github.spacecrafttracker.change.Change.EnteredSpace;
import io.github.spacecrafttracker.change.Change.InSpace;
import io.github.spacecrafttracker.change.Change.LeftSpace;
import io.github.spacecrafttracker.embedded.broker.EmbeddedBroker;
import io.github.spacecrafttracker.service.kafka.TopicSet;
import io.github.spacecrafttracker.snapshot.SnapshotHeaders;
import io.github.spacecrafttracker.snapshot.Spacecraft;
import io.github.spacecrafttracker.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Measures the heap of the whole local run, as {@code mvn -q -Plocal} starts it with the heap of
 * {@code .mvn/jvm.config}: broker, upstream, poller, streams service and Maven. The result is the
 * live set in bytes: the heap in use after a full collection, which {@code jcmd PID
 * GC.class_histogram} triggers and reports. The change topics are filled before the run starts,
 * with made-up changes of spacecraft that the scenario does not contain.
 */
public final class Memory {
    private static final Path PROJECT = Path.of(System.getProperty("project", ""));
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Pattern HEALTH = Pattern.compile("(http://\\S+/health/ready), ");
    private static final Pattern TOTAL = Pattern.compile("Total +\\d+ +(\\d+)");
    private static final Pattern HEAP = Pattern.compile("-Xmx(\\d+)m");
    private static final int STABLE = 1 << 20;
    private static final int SPACECRAFT = 600;

    private Memory() {}

    public static void main(String[] arguments) {
        Benchmark.run(
                "memory",
                Map.of("changes", "0,100000", "rounds", "3"),
                (options, result) -> {
                    // Compiles first, because otherwise the first run would compile, and the
                    // compiler would remain in the heap.
                    maven(Map.of(), "compile").start().waitFor();
                    var heap = heap();
                    var rows = result.put("rounds", options.number("rounds"))
                            .put("heap_bytes", heap)
                            .putArray("runs");
                    for (var changes : options.numbers("changes")) {
                        var live = new double[options.number("rounds")];
                        for (int round = 0; round < live.length; round++) {
                            live[round] = live(
                                    Path.of("memory-" + changes + "-" + round).toAbsolutePath(), changes);
                            Benchmark.print(
                                    "%,d changes: %.1f MiB of %,d MiB are live",
                                    changes, live[round] / STABLE, heap / STABLE);
                        }
                        var row = rows.addObject().put("changes", changes);
                        row.put("live_bytes", Math.round(Spread.of(live).median()));
                        row.set(
                                "live_to_heap",
                                Spread.of(Arrays.stream(live)
                                                .map(bytes -> bytes / heap)
                                                .toArray())
                                        .json());
                    }
                },
                arguments);
    }

    private static long heap() throws IOException {
        var settings = Files.readString(PROJECT.resolve(".mvn/jvm.config"));
        var heap = HEAP.matcher(settings);
        if (!heap.find()) {
            throw new IllegalStateException(".mvn/jvm.config does not set -Xmx in MiB");
        }
        return Long.parseLong(heap.group(1)) << 20;
    }

    private static long live(Path data, int changes) throws Exception {
        fill(data.resolve("made-up/kafka"), changes);
        var settings = Map.of(
                "LOCAL_DATA_DIR", data.toString(),
                "LOCAL_KAFKA_PORT", "0",
                "HTTP_PORT", "0",
                "MANAGEMENT_PORT", "0",
                "POLLER_MANAGEMENT_PORT", "0");
        var output = data.resolve("output");
        var process = maven(settings, "-Plocal")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        // If a signal ends the benchmark, the run must end too.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        try {
            var deadline = Instant.now().plus(PATIENCE);
            while (!isReady(output)) {
                if (!process.isAlive() || Instant.now().isAfter(deadline)) {
                    throw new IllegalStateException("The local run is not ready: " + Files.readString(output));
                }
                Thread.sleep(100);
            }
            // The run reads the changes in the background while the scenario is running.
            long before;
            var now = histogram(process);
            do {
                Thread.sleep(2000);
                before = now;
                now = histogram(process);
            } while (Math.abs(now - before) > STABLE && Instant.now().isBefore(deadline));
            if (Files.readString(output).contains("OutOfMemoryError")) {
                throw new IllegalStateException("The heap is too small: " + Files.readString(output));
            }
            return now;
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static ProcessBuilder maven(Map<String, String> settings, String argument) {
        var builder = new ProcessBuilder("mvn", "-q", "-B", "-ntp", argument).directory(PROJECT.toFile());
        builder.environment().remove("MAVEN_OPTS");
        builder.environment().putAll(settings);
        return builder;
    }

    private static boolean isReady(Path output) throws IOException {
        var health = HEALTH.matcher(Files.readString(output));
        return health.find() && Readiness.isReady(health.group(1));
    }

    private static long histogram(Process process) throws IOException, InterruptedException {
        var jcmd = Path.of(System.getProperty("java.home", ""), "bin", "jcmd");
        var histogram = new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        var text = new String(histogram.getInputStream().readAllBytes(), UTF_8);
        histogram.waitFor();
        var total = TOTAL.matcher(text);
        if (!total.find()) {
            throw new IllegalStateException("jcmd reports no histogram: " + text);
        }
        return Long.parseLong(total.group(1));
    }

    private static void fill(Path broker, int changes) throws Exception {
        Files.createDirectories(broker);
        try (var running = EmbeddedBroker.start(broker, 0)) {
            var kafka = Benchmark.kafka(running, "spacecraft");
            var topics = Topics.withPrefix(kafka.topicPrefix());
            TopicSet.ensure(kafka, topics);
            try (var producer = new KafkaProducer<String, CloudEvent>(
                    new HashMap<>(kafka.producer()),
                    topics.inSpace().key().serializer(),
                    topics.inSpace().value().serializer())) {
                var start = Instant.now().minusSeconds(changes);
                for (int change = 0; change < changes; change++) {
                    var unused = producer.send(record(topics, change, start.plusSeconds(change)));
                }
            }
        }
    }

    private static ProducerRecord<String, CloudEvent> record(Topics topics, int number, Instant now) {
        var spacecraft = new Spacecraft(1_000_000 + number % SPACECRAFT, "Made-up " + number, "C206", null, false);
        var before = now.minusSeconds(60);
        var change = number / SPACECRAFT % 2 == 0
                ? new EnteredSpace(spacecraft, new InSpace(false), new InSpace(true), now, before, 1 + number)
                : new LeftSpace(spacecraft, new InSpace(true), new InSpace(false), now, before, 1 + number);
        return new ProducerRecord<>(
                topics.inSpace().name(),
                null,
                now.toEpochMilli(),
                Long.toString(spacecraft.id()),
                change.toCloudEvent(SnapshotHeaders.MADE_UP));
    }
}
