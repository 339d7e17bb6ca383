package io.github.spacecrafttracker.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spacecrafttracker.embedded.broker.EmbeddedBroker;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.service.kafka.TopicSet;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.github.spacecrafttracker.streams.diff.DiffMeters;
import io.github.spacecrafttracker.streams.diff.DiffTopology;
import io.github.spacecrafttracker.testkit.TopicReader;
import io.github.spacecrafttracker.topic.Topic;
import io.github.spacecrafttracker.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Measures the snapshots per second of three applications that read the same log from its
 * beginning: one that does nothing, the diff, and one that compares trees. All use the settings of
 * the service and one thread.
 *
 * <p>A rate is the number of records after the first batch that Kafka Streams reports as processed,
 * divided by the time from that report to the last record. The start, rebalance and close of the
 * application are excluded; its commits are included.
 */
public final class Throughput {
    private static final String PREFIX = "throughput";
    private static final int DIFF = 1;

    private final EmbeddedBroker broker;
    private final Topic<byte[], byte[]> snapshots;
    private final long records;

    private Throughput(EmbeddedBroker broker, Topic<byte[], byte[]> snapshots, long records) {
        this.broker = broker;
        this.snapshots = snapshots;
        this.records = records;
    }

    public static void main(String[] arguments) {
        var defaults = Map.of("spacecraft", "600", "passes", "1500", "rounds", "5");
        Benchmark.run(
                "throughput",
                defaults,
                (options, result) -> {
                    try (var broker = EmbeddedBroker.start(Path.of("broker"), 0)) {
                        var kafka = Benchmark.kafka(broker, PREFIX);
                        long records;
                        try (var log = MadeUpLog.write(kafka, options.number("spacecraft"))) {
                            for (int pass = 0; pass < options.number("passes"); pass++) {
                                log.pass();
                            }
                            records = log.snapshots();
                            result.put("spacecraft", options.number("spacecraft"))
                                    .put("snapshots", records)
                                    .put("changed", log.changes())
                                    .put("mean_value_bytes", log.meanBytes());
                        }
                        Benchmark.print("The log contains %,d snapshots.", records);
                        var snapshots = Topics.withPrefix(PREFIX).snapshots();
                        var rates = new Throughput(broker, snapshots, records).rates(options.number("rounds"));
                        result.put("rounds", options.number("rounds")).put("events_equal", true);
                        result.set(
                                "diff_to_nothing",
                                Spread.ofRatios(rates[DIFF], rates[0]).json());
                        result.set(
                                "diff_to_trees",
                                Spread.ofRatios(rates[DIFF], rates[2]).json());
                        var perSecond = result.putObject("snapshots_per_second");
                        perSecond.put("nothing", Math.round(Spread.of(rates[0]).median()));
                        perSecond.put("diff", Math.round(Spread.of(rates[DIFF]).median()));
                        perSecond.put("trees", Math.round(Spread.of(rates[2]).median()));
                    }
                },
                arguments);
    }

    /**
     * Returns the rates of nothing, diff and trees, by round. Each round starts with a different
     * application.
     */
    private double[][] rates(int rounds) throws StartException, InterruptedException {
        var rates = new double[3][rounds];
        for (int round = -1; round < rounds; round++) {
            // Each round has separate change topics, which contain the events of one run.
            var kafka = Benchmark.kafka(broker, PREFIX + "-" + (round + 1));
            var own = Topics.withPrefix(kafka.topicPrefix());
            TopicSet.ensure(kafka, own);
            var topics = new Topics(
                    snapshots,
                    own.polls(),
                    own.inSpace(),
                    own.status(),
                    own.counts(),
                    own.catalogue(),
                    own.details(),
                    own.deadLetters());
            var trees = new TreesTopology(snapshots);
            var topologies = List.of(
                    nothing(), new DiffTopology(topics, new DiffMeters(new SimpleMeterRegistry())).get(), trees.get());
            var measured = new double[topologies.size()];
            for (int turn = 0; turn < topologies.size(); turn++) {
                var contender = (turn + round + 1) % topologies.size();
                measured[contender] = rate(kafka, topologies.get(contender), "-" + contender);
            }
            requireEqual(events(kafka, topics), trees.events());
            if (round < 0) {
                Benchmark.print("| round | nothing/s | diff/s | trees/s | diff to nothing | diff to trees |");
                Benchmark.print("| --- | --- | --- | --- | --- | --- |");
            }
            Benchmark.print(
                    "| %s | %,.0f | %,.0f | %,.0f | %.2f | %.2f |",
                    round < 0 ? "warm-up" : round + 1,
                    measured[0],
                    measured[DIFF],
                    measured[2],
                    measured[DIFF] / measured[0],
                    measured[DIFF] / measured[2]);
            for (int contender = 0; round >= 0 && contender < measured.length; contender++) {
                rates[contender][round] = measured[contender];
            }
        }
        return rates;
    }

    private double rate(KafkaSettings kafka, Topology topology, String suffix) throws InterruptedException {
        var properties = Benchmark.streams().properties(kafka).diff();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, kafka.topicPrefix() + suffix);
        try (var streams = new KafkaStreams(topology, properties)) {
            streams.start();
            var processed = processed(streams);
            var first = awaitMoreThan(0, processed, streams);
            var began = System.nanoTime();
            awaitMoreThan(records - 1, processed, streams);
            return (records - first) * 1e9 / (System.nanoTime() - began);
        }
    }

    private static Metric processed(KafkaStreams streams) {
        return streams.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("process-total")
                        && metric.metricName().group().equals("stream-thread-metrics"))
                .findAny()
                .orElseThrow();
    }

    private static long awaitMoreThan(long records, Metric processed, KafkaStreams streams)
            throws InterruptedException {
        while (true) {
            var now = ((Number) processed.metricValue()).longValue();
            if (now > records) {
                return now;
            }
            if (streams.state().hasStartedOrFinishedShuttingDown()) {
                throw new IllegalStateException("The application stopped after " + now + " records");
            }
            Thread.sleep(1);
        }
    }

    private static Set<String> events(KafkaSettings kafka, Topics topics) {
        var ids = new HashSet<String>();
        TopicReader.forEach(
                kafka.consumer(), topics.changes().stream().map(Topic::name).toList(), record -> {
                    if (!ids.add(new String(record.headers().lastHeader("ce_id").value(), UTF_8))) {
                        throw new IllegalStateException("The diff wrote an event twice: " + record);
                    }
                });
        TopicReader.forEach(kafka.consumer(), List.of(topics.deadLetters().name()), record -> {
            throw new IllegalStateException("The diff rejected a snapshot: " + record);
        });
        return ids;
    }

    private static void requireEqual(Set<String> diff, Set<String> trees) {
        if (!diff.equals(trees)) {
            throw new IllegalStateException(
                    "The events of the diff and of the tree diff differ: " + diff.size() + " and " + trees.size());
        }
    }

    private Topology nothing() {
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
}
