package io.github.spacecrafttracker.streams.diff;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spacecrafttracker.embedded.broker.EmbeddedBroker;
import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.service.kafka.TimedProducer;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.github.spacecrafttracker.streams.SnapshotLog;
import io.github.spacecrafttracker.streams.TestSettings;
import io.github.spacecrafttracker.streams.runtime.StreamsClients;
import io.github.spacecrafttracker.streams.runtime.StreamsRunner;
import io.github.spacecrafttracker.testkit.SnapshotBuilder;
import io.github.spacecrafttracker.topic.Topic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The diff of one test on a real broker: the snapshots, the instances that read them, and the
 * resulting events.
 */
final class DiffOnBroker implements AutoCloseable {
    private static final DateTimeFormatter SINCE_START =
            DateTimeFormatter.ofPattern("mm:ss").withZone(ZoneOffset.UTC);

    final SnapshotLog log;
    final List<SnapshotBuilder> observed = new ArrayList<>();
    private final Admin admin;
    private final List<StreamsRunner> instances = new ArrayList<>();
    private final Map<Long, Long> firstSeen = new HashMap<>();
    private SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private long observation;

    /** @param prefix a topic prefix that no other test uses */
    DiffOnBroker(EmbeddedBroker broker, String prefix) throws StartException {
        log = new SnapshotLog(broker, prefix);
        admin = Admin.create(log.kafka.admin());
    }

    /** Returns the snapshot of the next observation. */
    SnapshotBuilder next(long id, @Nullable String object) {
        observation++;
        return SnapshotBuilder.of(id, object, observation, firstSeen.computeIfAbsent(id, first -> observation));
    }

    /** Commits snapshots in one transaction. */
    void commit(SnapshotBuilder... snapshots) throws Exception {
        observed.addAll(List.of(snapshots));
        var topic = log.topics.snapshots().name();
        log.commit(Stream.of(snapshots).map(snapshot -> snapshot.record(topic)).toList());
    }

    /** Commits the next observation of one spacecraft. */
    void observe(long id, @Nullable String object) throws Exception {
        commit(next(id, object));
    }

    StreamsRunner start() {
        return start(clients -> clients);
    }

    /** Starts an instance with other Kafka clients. */
    StreamsRunner start(UnaryOperator<KafkaClientSupplier> changed) {
        meters = new SimpleMeterRegistry();
        var properties = properties();
        var clients = changed.apply(StreamsClients.of(properties, TimedProducer.commits(meters)));
        var instance = new StreamsRunner(
                "diff", new DiffTopology(log.topics, new DiffMeters(meters)), properties, clients, meters);
        instances.add(instance);
        instance.start();
        return instance;
    }

    private Properties properties() {
        return TestSettings.on(0).properties(log.kafka).diff();
    }

    /** Stops an instance normally. */
    void stop(StreamsRunner instance) {
        instances.remove(instance);
        instance.close();
    }

    /** Stops all instances normally. */
    void stop() {
        List.copyOf(instances).forEach(this::stop);
    }

    /** Starts an instance, waits until every snapshot has been diffed, and stops it. */
    void run() {
        start();
        awaitDiffed();
        stop();
    }

    /**
     * Waits until the offsets of all snapshots are committed, along with the records that were
     * written in the same transactions.
     */
    void awaitDiffed() {
        await().pollInterval(Duration.ofMillis(20)).until(() -> areOffsetsCommitted() && hasNoOpenTransaction());
    }

    private boolean areOffsetsCommitted() throws Exception {
        for (var instance : instances) {
            // Throws the cause if the instance died.
            instance.ended().getNow(null);
        }
        var committed = committedOffsets();
        var lastOffsets = log.lastOffsets();
        for (var partition = 0; partition < lastOffsets.size(); partition++) {
            var position = committed.get(snapshots(partition));
            if (lastOffsets.get(partition) >= (position == null ? 0 : position.offset())) {
                return false;
            }
        }
        return true;
    }

    private boolean hasNoOpenTransaction() throws Exception {
        return ends(IsolationLevel.READ_COMMITTED).equals(ends(IsolationLevel.READ_UNCOMMITTED));
    }

    private Map<TopicPartition, Long> ends(IsolationLevel isolation) throws Exception {
        var written = Stream.concat(log.topics.changes().stream(), Stream.of(log.topics.deadLetters()))
                .map(Topic::name)
                .toList();
        var specs = partitions(written).stream()
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        var ends = new HashMap<TopicPartition, Long>();
        Map<TopicPartition, ListOffsetsResultInfo> found = admin.listOffsets(specs, new ListOffsetsOptions(isolation))
                .all()
                .get();
        found.forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private Collection<TopicPartition> partitions(List<String> topics) {
        return topics.stream()
                .flatMap(topic -> Stream.of(0, 1, 2).map(partition -> new TopicPartition(topic, partition)))
                .toList();
    }

    private TopicPartition snapshots(int partition) {
        return new TopicPartition(log.topics.snapshots().name(), partition);
    }

    Map<TopicPartition, OffsetAndMetadata> committedOffsets() throws Exception {
        return admin.listConsumerGroupOffsets(group())
                .partitionsToOffsetAndMetadata()
                .get();
    }

    /** Deletes the committed offsets. No instance may be running. */
    void deleteOffsets() throws Exception {
        admin.deleteConsumerGroupOffsets(group(), Set.copyOf(committedOffsets().keySet()))
                .all()
                .get();
    }

    /** Resets the committed offsets to the beginning. No instance may be running. */
    void resetOffsets() throws Exception {
        var beginning = committedOffsets().keySet().stream()
                .collect(Collectors.toMap(partition -> partition, partition -> new OffsetAndMetadata(0)));
        admin.alterConsumerGroupOffsets(group(), beginning).all().get();
    }

    private String group() {
        return log.kafka.topicPrefix() + "-diff";
    }

    /** Waits until the stored row of a spacecraft is confirmed by this observation. */
    void awaitStored(long id, long confirmed) {
        await().until(() -> {
            var stored = storedConfirmations(id);
            return !stored.isEmpty() && stored.get(stored.size() - 1) == confirmed;
        });
    }

    /**
     * Returns the observations that confirmed the stored row of a spacecraft, in the order of the
     * changelog.
     */
    List<Long> storedConfirmations(long id) {
        return log.records(changelog()).stream()
                .filter(row -> new String(row.key(), UTF_8).equals(Long.toString(id)))
                .map(DiffOnBroker::confirmation)
                .toList();
    }

    /** Returns the observation that last confirmed the stored row of each spacecraft. */
    Map<Long, Long> stored() {
        var stored = new HashMap<Long, Long>();
        for (var row : log.records(changelog())) {
            stored.put(Long.valueOf(new String(row.key(), UTF_8)), confirmation(row));
        }
        return stored;
    }

    private static long confirmation(ConsumerRecord<byte[], byte[]> row) {
        return Json.MAPPER
                .readTree(row.value())
                .required("confirmation")
                .required("observation")
                .longValue();
    }

    /** Returns the name of the changelog of the diff's store. */
    String changelog() {
        return group() + "-tracked-state-changelog";
    }

    /** Returns the number of partitions that an instance diffs. */
    static int tasks(StreamsRunner instance) {
        return instance.streams().metadataForLocalThreads().stream()
                .mapToInt(thread -> thread.activeTasks().size())
                .sum();
    }

    /**
     * Returns the number of snapshots by verdict, as counted by the instance that was started last.
     */
    Map<String, Integer> verdicts() {
        var verdicts = new TreeMap<String, Integer>();
        for (var counter : meters.get(DiffMeters.SNAPSHOTS).counters()) {
            if (counter.count() > 0) {
                verdicts.put(verdict(counter), (int) counter.count());
            }
        }
        return verdicts;
    }

    private static String verdict(Counter counter) {
        return String.valueOf(counter.getId().getTag("verdict"));
    }

    /**
     * Returns one line per committed event, such as
     * {@code 4:in_space:2 in_space.entered.v1 00:59-02:00}: the change happened between these two
     * times after {@link SnapshotBuilder#START}.
     */
    List<String> events() {
        return records().stream().map(DiffOnBroker::line).toList();
    }

    /** Returns the committed events, grouped by topic. */
    List<ConsumerRecord<byte[], byte[]>> records() {
        return log.topics.changes().stream()
                .flatMap(topic -> log.records(topic.name()).stream())
                .toList();
    }

    private static String line(ConsumerRecord<byte[], byte[]> event) {
        var data = Json.MAPPER.readTree(event.value());
        var previous = data.has("previous_observed_at") ? time(data, "previous_observed_at") + "-" : "";
        return header(event, "ce_id") + " "
                + header(event, "ce_type").substring("io.github.spacecrafttracker.".length()) + " "
                + previous + time(data, "observed_at");
    }

    private static String time(JsonNode data, String field) {
        return time(Instant.parse(data.path(field).stringValue()));
    }

    /** Returns a time in the format of {@link #events}. */
    static String time(Instant time) {
        return SINCE_START.format(time);
    }

    static String header(ConsumerRecord<byte[], byte[]> event, String name) {
        return new String(event.headers().lastHeader(name).value(), UTF_8);
    }

    @Override
    public void close() {
        stop();
        admin.close();
        log.close();
    }
}
