package io.github.spacecrafttracker.bench;

import io.github.spacecrafttracker.embedded.EmbeddedBroker;
import io.github.spacecrafttracker.service.Closing;
import io.github.spacecrafttracker.service.Environment;
import io.github.spacecrafttracker.service.KafkaSettings;
import io.github.spacecrafttracker.streams.StreamsProperties;
import io.github.spacecrafttracker.streams.StreamsSettings;
import io.github.spacecrafttracker.streams.diff.DiffMeters;
import io.github.spacecrafttracker.streams.diff.DiffTopology;
import io.github.spacecrafttracker.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * How many snapshots in a second the diff takes, of a log where one of a hundred changed, against an application that reads the same log and does nothing, and one
 * that parses both sides and compares trees. All three run as the service does, with one thread, and take turns.
 */
public final class Throughput {
    private static final int SPACECRAFT = 600;
    private static final int PASSES = Integer.getInteger("passes", 250);
    private static final int ROUNDS = Integer.getInteger("rounds", 5);

    private final Path folder;
    private final KafkaSettings kafka;
    private final long records;

    private Throughput(Path folder, KafkaSettings kafka, long records) {
        this.folder = folder;
        this.kafka = kafka;
        this.records = records;
    }

    public static void main(String[] arguments) throws Exception {
        var folder = Files.createTempDirectory("throughput");
        folder.toFile().deleteOnExit();
        var closing = new Closing();
        try {
            var broker = closing.add(EmbeddedBroker.start(folder, 0));
            var kafka = new KafkaSettings(broker.bootstrapServers(), "throughput", 3, 1, Map.of());
            try (var log = MadeUpLog.write(kafka, SPACECRAFT)) {
                for (int pass = 0; pass < PASSES; pass++) {
                    log.pass();
                }
            }
            new Throughput(folder, kafka, SPACECRAFT * (1L + PASSES)).compare(Topics.under(kafka.topicPrefix()));
        } finally {
            closing.close();
        }
    }

    private void compare(Topics topics) throws InterruptedException {
        var contenders = List.<Supplier<Topology>>of(
                () -> nothing(topics),
                new DiffTopology(topics, new DiffMeters(new SimpleMeterRegistry())),
                new TreesTopology(topics));
        var rates = new double[contenders.size()][ROUNDS];
        for (int round = -1; round < ROUNDS; round++) {
            for (int turn = 0; turn < contenders.size(); turn++) {
                var contender = (turn + round + 1) % contenders.size();
                var rate = rate(contenders.get(contender).get(), round + "-" + contender);
                if (round >= 0) { // The first round warms up.
                    rates[contender][round] = rate;
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "| nothing/s | trees/s | diff/s | diff to nothing | diff to trees |%n| --- | --- | --- | --- | --- |%n"
                        + "| %,.0f | %,.0f | %,.0f | **%.2f** (%.2f to %.2f) | **%.2f** (%.2f to %.2f) |%n",
                median(rates[0]),
                median(rates[2]),
                median(rates[1]),
                median(ratios(rates[1], rates[0])),
                least(ratios(rates[1], rates[0])),
                most(ratios(rates[1], rates[0])),
                median(ratios(rates[1], rates[2])),
                least(ratios(rates[1], rates[2])),
                most(ratios(rates[1], rates[2])));
    }

    /** From the first records to the last, in records a second: what an application needs to start is left out. */
    private double rate(Topology topology, String name) throws InterruptedException {
        var properties = new StreamsProperties(kafka, StreamsSettings.from(new Environment(Map.of()))).diff();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, kafka.topicPrefix() + "-" + name);
        try (var streams = new KafkaStreams(topology, properties)) {
            streams.start();
            var processed = processed(streams);
            var first = awaitMoreThan(0, processed);
            var began = System.nanoTime();
            awaitMoreThan(records - 1, processed);
            return (records - first) * (double) Duration.ofSeconds(1).toNanos() / (System.nanoTime() - began);
        }
    }

    private static Metric processed(KafkaStreams streams) {
        return streams.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("process-total")
                        && metric.metricName().group().equals("stream-thread-metrics"))
                .findAny()
                .orElseThrow();
    }

    private static long awaitMoreThan(long records, Metric processed) throws InterruptedException {
        while (true) {
            var now = ((Number) processed.metricValue()).longValue();
            if (now > records) {
                return now;
            }
            Thread.sleep(1);
        }
    }

    private static Topology nothing(Topics topics) {
        var snapshots = topics.snapshots();
        return new Topology()
                .addSource(
                        "read",
                        snapshots.key().deserializer(),
                        snapshots.value().deserializer(),
                        snapshots.name())
                .addProcessor("nothing", Nothing::new, "read");
    }

    private static final class Nothing extends ContextualProcessor<byte[], byte[], Void, Void> {
        @Override
        public void process(Record<byte[], byte[]> record) {}
    }

    private static double[] ratios(double[] measured, double[] baseline) {
        return IntStream.range(0, measured.length)
                .mapToDouble(round -> measured[round] / baseline[round])
                .toArray();
    }

    private static double median(double[] values) {
        return Arrays.stream(values)
                .sorted()
                .skip(values.length / 2)
                .findFirst()
                .orElseThrow();
    }

    private static double least(double[] values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    private static double most(double[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }
}
