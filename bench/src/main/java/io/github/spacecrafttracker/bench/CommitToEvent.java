package io.github.spacecrafttracker.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spacecrafttracker.embedded.broker.EmbeddedBroker;
import io.github.spacecrafttracker.embedded.upstream.RecordedSpacecraft;
import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.service.kafka.TopicSet;
import io.github.spacecrafttracker.snapshot.CanonicalForm;
import io.github.spacecrafttracker.snapshot.Snapshot;
import io.github.spacecrafttracker.snapshot.SnapshotHeaders;
import io.github.spacecrafttracker.snapshot.UnreadableException;
import io.github.spacecrafttracker.streams.diff.DiffMeters;
import io.github.spacecrafttracker.streams.diff.DiffTopology;
import io.github.spacecrafttracker.streams.runtime.StreamsProperties;
import io.github.spacecrafttracker.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import tools.jackson.databind.node.ObjectNode;

/**
 * The time from the start of the poller's commit until a {@code read_committed} consumer receives
 * the event, compared with the same record when it is written and read directly, without the diff
 * in between. One spacecraft enters and leaves space at random times, which are independent of the
 * diff's commits.
 */
public final class CommitToEvent {
    private static final long ID = 1;
    private static final int WARM_UP = 100;
    private static final int PAUSE_MILLIS = 150;

    private final Random random = new Random(7);
    private final KafkaSettings kafka;
    private final Topics topics;
    private final KafkaProducer<byte[], byte[]> producer;
    private long observation;

    private CommitToEvent(KafkaSettings kafka, Topics topics, KafkaProducer<byte[], byte[]> producer) {
        this.kafka = kafka;
        this.topics = topics;
        this.producer = producer;
    }

    public static void main(String[] arguments) {
        Benchmark.run(
                "commit-to-event",
                Map.of("events", "300", "rounds", "3"),
                (options, result) -> {
                    try (var broker = EmbeddedBroker.start(Path.of("broker"), 0)) {
                        var kafka = Benchmark.kafka(broker, "events");
                        var topics = Topics.withPrefix(kafka.topicPrefix());
                        TopicSet.ensure(kafka, topics);
                        var topology = new DiffTopology(topics, new DiffMeters(new SimpleMeterRegistry())).get();
                        try (var streams = new KafkaStreams(
                                        topology,
                                        Benchmark.streams().properties(kafka).diff());
                                var producer = producer(kafka)) {
                            streams.start();
                            new CommitToEvent(kafka, topics, producer)
                                    .measure(options.number("rounds"), options.number("events"), result);
                        }
                    }
                },
                arguments);
    }

    private void measure(int rounds, int events, ObjectNode result) throws UnreadableException, InterruptedException {
        var interval = StreamsProperties.COMMIT_INTERVAL.toMillis();
        appear();
        events(WARM_UP);
        bare(WARM_UP);
        var ratios = new double[rounds];
        var p50 = new double[rounds];
        var p99 = new double[rounds];
        var bareP99 = new double[rounds];
        Benchmark.print(
                "| round | bare p50 ms | bare p99 ms | event p50 ms | event p99 ms | p99 to interval and bare |");
        Benchmark.print("| --- | --- | --- | --- | --- | --- |");
        for (int round = 0; round < rounds; round++) {
            // Half of the reference measurement precedes the events and half follows them, so that
            // other load on the machine affects both.
            var before = bare(events / 2);
            var measured = events(events);
            var after = bare(events / 2);
            p50[round] = measured.percentile(50);
            p99[round] = measured.percentile(99);
            bareP99[round] = (before.percentile(99) + after.percentile(99)) / 2;
            ratios[round] = p99[round] / (interval + bareP99[round]);
            Benchmark.print(
                    "| %d | %.1f | %.1f | %.1f | %.1f | %.2f |",
                    round + 1,
                    (before.percentile(50) + after.percentile(50)) / 2,
                    bareP99[round],
                    p50[round],
                    p99[round],
                    ratios[round]);
        }
        result.put("rounds", rounds).put("events_per_round", events).put("commit_interval_ms", interval);
        result.set("p99_to_interval_and_bare", Spread.of(ratios).json());
        result.set("event_p50_ms", Spread.of(p50).json());
        result.set("event_p99_ms", Spread.of(p99).json());
        result.set("bare_p99_ms", Spread.of(bareP99).json());
    }

    /** Writes the first snapshot, and waits until the diff has read it. */
    private void appear() throws UnreadableException, InterruptedException {
        var delays = new Delays(1, 1);
        try (var consumer = new BareConsumer(kafka, topics, delays)) {
            consumer.awaitFollowing();
            write(delays, 0, snapshot(false));
            await(delays);
        }
    }

    private Delays events(int events) throws UnreadableException, InterruptedException {
        var delays = new Delays(events, 1);
        try (var consumer = new BareConsumer(kafka, topics, delays)) {
            consumer.awaitFollowing();
            for (int event = 0; event < events; event++) {
                write(delays, event, snapshot(observation % 2 == 1));
                Thread.sleep(random.nextInt(2 * PAUSE_MILLIS));
            }
            await(delays);
        }
        return delays;
    }

    /** Writes the same record directly to a change topic. */
    private Delays bare(int records) throws UnreadableException, InterruptedException {
        var delays = new Delays(records, 1);
        try (var consumer = new BareConsumer(kafka, topics, delays)) {
            consumer.awaitFollowing();
            var value = snapshot(false).value();
            for (int record = 0; record < records; record++) {
                write(delays, record, new ProducerRecord<>(topics.inSpace().name(), Snapshot.key(ID), value));
                Thread.sleep(random.nextInt(2 * PAUSE_MILLIS));
            }
            await(delays);
        }
        return delays;
    }

    private ProducerRecord<byte[], byte[]> snapshot(boolean inSpace) throws UnreadableException {
        observation++;
        var now = Instant.now();
        var spacecraft = RecordedSpacecraft.all().get(0).deepCopy();
        spacecraft
                .put("id", ID)
                .put("url", CanonicalForm.BASE_URL + "/spacecraft/" + ID + "/")
                .put("in_space", inSpace);
        return new ProducerRecord<>(
                topics.snapshots().name(),
                null,
                now.toEpochMilli(),
                Snapshot.key(ID),
                CanonicalForm.of(Json.MAPPER.writeValueAsString(spacecraft).getBytes(UTF_8)),
                new SnapshotHeaders(observation, "watch", CanonicalForm.BASE_URL, 1, true, now).write());
    }

    private void write(Delays delays, int event, ProducerRecord<byte[], byte[]> record) {
        producer.beginTransaction();
        var unused = producer.send(record);
        producer.flush();
        delays.committed(event, System.nanoTime());
        producer.commitTransaction();
    }

    private static void await(Delays delays) throws InterruptedException {
        while (!delays.areComplete()) {
            Thread.sleep(1);
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(KafkaSettings kafka) {
        var settings = new HashMap<>(kafka.producer());
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "bench");
        var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }
}
