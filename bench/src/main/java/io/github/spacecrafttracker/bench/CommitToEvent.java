package io.github.spacecrafttracker.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spacecrafttracker.embedded.EmbeddedBroker;
import io.github.spacecrafttracker.embedded.RecordedSpacecraft;
import io.github.spacecrafttracker.service.Closing;
import io.github.spacecrafttracker.service.Environment;
import io.github.spacecrafttracker.service.KafkaSettings;
import io.github.spacecrafttracker.service.TopicSet;
import io.github.spacecrafttracker.snapshot.CanonicalForm;
import io.github.spacecrafttracker.snapshot.Snapshot;
import io.github.spacecrafttracker.snapshot.SnapshotHeaders;
import io.github.spacecrafttracker.snapshot.UnreadableException;
import io.github.spacecrafttracker.streams.StreamsProperties;
import io.github.spacecrafttracker.streams.StreamsSettings;
import io.github.spacecrafttracker.streams.diff.DiffMeters;
import io.github.spacecrafttracker.streams.diff.DiffTopology;
import io.github.spacecrafttracker.topic.Json;
import io.github.spacecrafttracker.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;

/**
 * How long after the poller begins its commit the change event is with a {@code read_committed} consumer, against a record that is written and read in the same way with
 * nothing between: one spacecraft goes to and fro, at moments that have nothing to do with the diff's own commits.
 */
public final class CommitToEvent {
    private static final long ID = 1;
    private static final int WARM_UP = 100;
    private static final int EVENTS = Integer.getInteger("events", 600);
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

    public static void main(String[] arguments) throws Exception {
        var folder = Files.createTempDirectory("commit-to-event");
        folder.toFile().deleteOnExit();
        var closing = new Closing();
        try {
            var broker = closing.add(EmbeddedBroker.start(folder, 0));
            var kafka = new KafkaSettings(broker.bootstrapServers(), "events", 3, 1, Map.of());
            var topics = Topics.under(kafka.topicPrefix());
            TopicSet.ensure(kafka, topics);
            var settings = StreamsSettings.from(new Environment(Map.of()));
            var streams = closing.add(new KafkaStreams(
                    new DiffTopology(topics, new DiffMeters(new SimpleMeterRegistry())).get(),
                    new StreamsProperties(kafka, settings).diff()));
            streams.start();
            var producer = closing.add(producer(kafka));
            var measured = new CommitToEvent(kafka, topics, producer);
            measured.appear();
            measured.events(WARM_UP);
            measured.bare(WARM_UP);
            // In halves that enclose each other, so that whatever else the machine does hits both alike.
            var before = measured.bare(EVENTS / 2);
            var events = measured.events(EVENTS);
            var after = measured.bare(EVENTS / 2);
            tell(events, before, after);
        } finally {
            closing.close();
        }
    }

    private static void tell(Delays events, Delays before, Delays after) {
        var interval = StreamsProperties.COMMIT_INTERVAL.toMillis();
        System.out.printf(
                Locale.ROOT,
                "| | p50 ms | p99 ms |%n| --- | --- | --- |%n| bare, before | %.1f | %.1f |%n| bare, after | %.1f | %.1f |%n| event | %.1f | %.1f |%n"
                        + "| interval and bare | | %.1f |%n| ratio | | **%.2f** |%n",
                before.percentile(50),
                before.percentile(99),
                after.percentile(50),
                after.percentile(99),
                events.percentile(50),
                events.percentile(99),
                interval + mean(before, after),
                events.percentile(99) / (interval + mean(before, after)));
    }

    private static double mean(Delays one, Delays other) {
        return (one.percentile(99) + other.percentile(99)) / 2;
    }

    /** The diff holds it from now on. */
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

    /** The same record straight into a topic of changes. */
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
        var spacecraft = RecordedSpacecraft.all().get(0).deepCopy();
        spacecraft
                .put("id", ID)
                .put("url", CanonicalForm.BASE_URL + "/spacecraft/" + ID + "/")
                .put("in_space", inSpace);
        return new ProducerRecord<>(
                topics.snapshots().name(),
                null,
                System.currentTimeMillis(),
                Snapshot.key(ID),
                CanonicalForm.of(Json.MAPPER.writeValueAsString(spacecraft).getBytes(UTF_8)),
                new SnapshotHeaders(observation, "watch", CanonicalForm.BASE_URL, 1, true, Instant.EPOCH).write());
    }

    private void write(Delays delays, int event, ProducerRecord<byte[], byte[]> record) {
        producer.beginTransaction();
        var unused = producer.send(record);
        producer.flush();
        delays.committed(event, System.nanoTime());
        producer.commitTransaction();
    }

    private static void await(Delays delays) throws InterruptedException {
        while (!delays.areWhole()) {
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
