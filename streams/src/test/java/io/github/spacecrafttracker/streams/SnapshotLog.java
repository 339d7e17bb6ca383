package io.github.spacecrafttracker.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloudevents.CloudEvent;
import io.github.spacecrafttracker.embedded.broker.EmbeddedBroker;
import io.github.spacecrafttracker.poll.Outcome;
import io.github.spacecrafttracker.poll.PollReport.Afterwards;
import io.github.spacecrafttracker.poll.PollReport.Exchange;
import io.github.spacecrafttracker.poll.PollReport.Pass;
import io.github.spacecrafttracker.poll.PollReport.Requests;
import io.github.spacecrafttracker.poll.PollReport.Sweep;
import io.github.spacecrafttracker.poll.PollReport.Watch;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.service.kafka.TopicSet;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.github.spacecrafttracker.snapshot.Snapshot;
import io.github.spacecrafttracker.snapshot.SnapshotHeaders;
import io.github.spacecrafttracker.testkit.SnapshotBuilder;
import io.github.spacecrafttracker.testkit.SpacecraftBuilder;
import io.github.spacecrafttracker.testkit.TopicReader;
import io.github.spacecrafttracker.topic.Topic;
import io.github.spacecrafttracker.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The topics of one test on a real broker. Records are written in transactions as the poller does,
 * and read as a subscriber does.
 */
public final class SnapshotLog implements AutoCloseable {
    public static final String SOURCE = SnapshotBuilder.SOURCE;
    private static final Instant START = SnapshotBuilder.START;

    public final KafkaSettings kafka;
    public final Topics topics;
    private final KafkaProducer<byte[], byte[]> producer;
    private final TopicReader<byte[], CloudEvent> changes;
    private final TopicReader<byte[], byte[]> deadLetters;
    private final long[] lastOffsets;
    private final Map<Long, Long> firstSeen = new HashMap<>();
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();
    private final Instant start;
    private final Duration step;
    private long observation;
    private boolean initial;

    /** @param prefix a topic prefix that no other test uses */
    public SnapshotLog(EmbeddedBroker broker, String prefix) throws StartException {
        this(broker, prefix, START, Duration.ofMinutes(1));
    }

    /**
     * Creates topics whose observations have other times.
     *
     * @param start the time before the first observation; the broker expires the id of a producer
     *     whose last record is a day old
     * @param step the time between two observations
     */
    public SnapshotLog(EmbeddedBroker broker, String prefix, Instant start, Duration step) throws StartException {
        // The precision of record timestamps and headers.
        this.start = start.truncatedTo(ChronoUnit.MILLIS);
        this.step = step;
        kafka = new KafkaSettings(broker.bootstrapServers(), prefix, 3, 1, Map.of());
        topics = Topics.withPrefix(prefix);
        TopicSet.ensure(kafka, topics);
        changes = new TopicReader<>(
                kafka.consumer(),
                topics.changes().stream().map(Topic::name).toList(),
                new ByteArrayDeserializer(),
                topics.inSpace().value().deserializer());
        deadLetters = TopicReader.ofBytes(
                kafka.consumer(), List.of(topics.deadLetters().name()));
        lastOffsets = new long[3];
        Arrays.fill(lastOffsets, -1);
        var settings = new HashMap<>(kafka.producer());
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, prefix + "-poller");
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
    }

    /**
     * The snapshot of one spacecraft in one poll.
     *
     * @param object null if the spacecraft was removed
     */
    public record Shown(long id, @Nullable String object) {}

    public static Shown shown(long id, boolean inSpace) {
        return new Shown(id, object(id, inSpace));
    }

    public static String object(long id, boolean inSpace) {
        return SpacecraftBuilder.spacecraft(id).inSpace(inSpace).json();
    }

    public static Instant at(long observation) {
        return START.plus(Duration.ofMinutes(observation));
    }

    /** Returns the time of an observation in this log. */
    public Instant time(long number) {
        return start.plus(step.multipliedBy(number));
    }

    /** Returns the number of the last observation. */
    public long observation() {
        return observation;
    }

    /**
     * Commits the snapshots of consecutive polls in one transaction, so that readers receive them
     * together.
     */
    public void commit(Shown... polls) throws Exception {
        begin(polls);
        finish();
    }

    /** Commits snapshots of the baseline, before the end of the first complete sweep. */
    public void commitInitial(Shown... polls) throws Exception {
        initial = true;
        commit(polls);
        initial = false;
    }

    /** Commits these records unchanged in one transaction. */
    public void commit(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
        producer.beginTransaction();
        records.forEach(record -> sent.add(producer.send(record)));
        producer.flush();
        finish();
    }

    public void abort(Shown... polls) {
        begin(polls);
        producer.abortTransaction();
        sent.clear();
    }

    /** Writes snapshots, and leaves the transaction open. */
    public void begin(Shown... polls) {
        producer.beginTransaction();
        write(polls);
        producer.flush();
    }

    public void finish() throws Exception {
        producer.commitTransaction();
        for (var record : sent) {
            var written = record.get();
            lastOffsets[written.partition()] = written.offset();
        }
        sent.clear();
    }

    /** Returns the offset of the last committed snapshot in each partition; -1 if there is none. */
    public List<Long> lastOffsets() {
        return Arrays.stream(lastOffsets).boxed().toList();
    }

    /** Makes the broker reject larger events in the in-space topic. */
    public void limitEvents(int bytes) throws Exception {
        var topic =
                new ConfigResource(ConfigResource.Type.TOPIC, topics.inSpace().name());
        var limit = new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(bytes));
        try (var admin = Admin.create(kafka.admin())) {
            admin.incrementalAlterConfigs(Map.of(topic, List.of(new AlterConfigOp(limit, AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    /** Reports a complete sweep that contains everything committed so far. */
    public Sweep sweep() {
        var sweep = sweepReport();
        report(sweep.key(), sweep.write());
        return sweep;
    }

    /** Reports a complete sweep that began at this time. */
    public void sweep(Instant asOf) {
        var sweep = sweepReport(asOf);
        report(sweep.key(), sweep.write());
    }

    /** Returns the report of such a sweep without writing it. */
    public Sweep sweepReport() {
        return sweepReport(time(1));
    }

    private Sweep sweepReport(Instant asOf) {
        return new Sweep(
                SOURCE,
                observation,
                1,
                asOf,
                time(observation),
                asOf,
                true,
                "normal",
                1,
                firstSeen.size(),
                List.of(),
                List.of(),
                lastOffsets());
    }

    /** Reports the last page of a complete watch that contains everything committed so far. */
    public void watch(Instant watchAsOf) {
        var exchange = new Exchange("/", watchAsOf, null, null, null, Outcome.ACCEPTED, null, observation);
        var pass = new Pass("normal", watchAsOf, watchAsOf, observation, 0, null, 1, List.of(), List.of(), null);
        var afterwards = new Afterwards(new Requests(15, 1, 0), 0, watchAsOf, watchAsOf, List.of(), lastOffsets());
        var watch = new Watch(SOURCE, exchange, null, pass, afterwards);
        report(watch.key(), watch.write());
    }

    public void report(String key, byte[] report) {
        producer.beginTransaction();
        var unused = producer.send(new ProducerRecord<>(topics.polls().name(), key.getBytes(UTF_8), report));
        // Throws the cause if the record was not sent.
        producer.commitTransaction();
    }

    private void write(Shown... polls) {
        for (var poll : polls) {
            observation++;
            var first = firstSeen.computeIfAbsent(poll.id(), id -> observation);
            var record = new ProducerRecord<>(
                    topics.snapshots().name(),
                    null,
                    time(observation).toEpochMilli(),
                    Snapshot.key(poll.id()),
                    poll.object() == null ? null : poll.object().getBytes(UTF_8),
                    new SnapshotHeaders(observation, "page", SOURCE, first, initial, time(observation)).write());
            sent.add(producer.send(record));
        }
    }

    public int count(String topic) {
        return records(topic).size();
    }

    /** Returns the committed records of a topic, in the order of each partition. */
    public List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        return TopicReader.read(kafka.consumer(), List.of(topic));
    }

    /**
     * Returns the ids and types of all events, grouped by topic, such as {@code 4:in_space:2
     * in_space.entered.v1}.
     */
    public List<String> events() {
        var names = topics.changes().stream().map(Topic::name).toList();
        return changes.records().stream()
                .sorted(Comparator.comparing(record -> names.indexOf(record.topic())))
                .map(record -> line(record.value()))
                .toList();
    }

    public int deadLetters() {
        return deadLetters.records().size();
    }

    private static String line(CloudEvent event) {
        return event.getId() + " " + event.getType().substring("io.github.spacecrafttracker.".length());
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
        changes.close();
        deadLetters.close();
    }
}
