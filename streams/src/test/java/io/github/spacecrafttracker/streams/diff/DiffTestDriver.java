package io.github.spacecrafttracker.streams.diff;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloudevents.CloudEvent;
import io.github.spacecrafttracker.change.ChangeType;
import io.github.spacecrafttracker.change.Kind;
import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.snapshot.Snapshot;
import io.github.spacecrafttracker.snapshot.SnapshotHeaders;
import io.github.spacecrafttracker.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Drives the diff with a {@code TopologyTestDriver}. By default it observes spacecraft 4, with one
 * more minute and observation each time.
 */
final class DiffTestDriver implements AutoCloseable {
    static final Topics TOPICS = Topics.withPrefix("spacecraft");
    static final String SOURCE = "https://ll.thespacedevs.com/2.3.0";
    static final Instant FIRST_TIME = Instant.parse("2026-11-24T10:40:05.120Z");
    static final long FIRST_OBSERVATION = 1000;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final DiffMeters meters = new DiffMeters(registry);
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> snapshots;
    private final Map<Kind, TestOutputTopic<String, CloudEvent>> changes = new EnumMap<>(Kind.class);
    private final TestOutputTopic<byte[], byte[]> deadLetters;
    private final TestOutputTopic<byte[], byte[]> changelog;
    private long step = -1;

    DiffTestDriver() {
        var config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "spacecraft-diff");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        driver = new TopologyTestDriver(new DiffTopology(TOPICS, meters).get(), config);
        snapshots = driver.createInputTopic(
                TOPICS.snapshots().name(),
                TOPICS.snapshots().key().serializer(),
                TOPICS.snapshots().value().serializer());
        for (var kind : Kind.values()) {
            var topic = TOPICS.changes(kind);
            changes.put(
                    kind,
                    driver.createOutputTopic(
                            topic.name(),
                            topic.key().deserializer(),
                            topic.value().deserializer()));
        }
        deadLetters = driver.createOutputTopic(
                TOPICS.deadLetters().name(),
                TOPICS.deadLetters().key().deserializer(),
                TOPICS.deadLetters().value().deserializer());
        changelog = driver.createOutputTopic(
                "spacecraft-diff-" + DiffTopology.TRACKED_STATE + "-changelog",
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Returns spacecraft 4, on the ground, with one flight. */
    static String onTheGround() {
        return "{\"id\":4,\"url\":\"https://ll.thespacedevs.com/2.3.0/spacecraft/4/\",\"name\":\"Dragon\","
                + "\"serial_number\":\"C1\",\"is_placeholder\":false,\"image\":null,\"in_space\":false,"
                + "\"time_in_space\":\"P0D\",\"flights_count\":1,\"mission_ends_count\":0,"
                + "\"status\":{\"id\":1,\"name\":\"Active\"},\"description\":\"The first.\","
                + "\"spacecraft_config\":{\"id\":6,\"name\":\"Dragon 1\",\"agency\":{\"id\":121,\"name\":\"SpaceX\"}}}";
    }

    /**
     * Writes the next observation of a spacecraft that was first observed in {@link
     * #FIRST_OBSERVATION}; null is a removal.
     */
    void observe(@Nullable String value) {
        step++;
        put(value, headers(observation(), FIRST_OBSERVATION, false));
    }

    /** Writes the next observation with the given headers. */
    void observe(@Nullable String value, long firstSeen, boolean initial) {
        step++;
        put(value, headers(observation(), firstSeen, initial));
    }

    /**
     * Writes a snapshot with the number and the time of the last observation plus {@code steps}.
     */
    void observeAgain(@Nullable String value, long steps) {
        step += steps;
        put(value, headers(observation(), FIRST_OBSERVATION, false));
        step -= steps;
    }

    /** Writes a record unchanged as the next observation. */
    void write(byte @Nullable [] key, byte @Nullable [] value, RecordHeaders headers) {
        step++;
        snapshots.pipeInput(new TestRecord<>(key, value, headers, time()));
    }

    RecordHeaders nextHeaders() {
        return headers(observation() + 1, FIRST_OBSERVATION, false);
    }

    private void put(@Nullable String value, RecordHeaders headers) {
        snapshots.pipeInput(
                new TestRecord<>(Snapshot.key(4), value == null ? null : value.getBytes(UTF_8), headers, time()));
    }

    long observation() {
        return FIRST_OBSERVATION + step;
    }

    Instant time() {
        return FIRST_TIME.plus(Duration.ofMinutes(step));
    }

    static RecordHeaders headers(long observation, long firstSeen, boolean initial) {
        return new RecordHeaders(new SnapshotHeaders(
                        observation,
                        "page",
                        SOURCE,
                        firstSeen,
                        initial,
                        FIRST_TIME.plus(Duration.ofMinutes(observation - FIRST_OBSERVATION)))
                .write());
    }

    /**
     * Returns the records that were written to the change topics since the last call, grouped by
     * topic.
     */
    List<TestRecord<String, CloudEvent>> written() {
        var written = new ArrayList<TestRecord<String, CloudEvent>>();
        changes.values().forEach(topic -> written.addAll(topic.readRecordsToList()));
        return written;
    }

    /** Returns these events as lines: type, before, after, and flags. */
    List<String> events() {
        return written().stream().map(record -> line(record.value())).toList();
    }

    List<TestRecord<byte[], byte[]>> deadLetters() {
        return deadLetters.readRecordsToList();
    }

    /** Returns the stored row of spacecraft 4; null if there is none. */
    @Nullable
    TrackedRow stored() {
        return driver.<String, TrackedRow>getKeyValueStore(DiffTopology.TRACKED_STATE)
                .get("4");
    }

    /** Returns the number of rows that were stored since the last call. */
    int puts() {
        return changelog.readKeyValuesToList().size();
    }

    void advance(Duration duration) {
        driver.advanceWallClockTime(duration);
    }

    /** Returns the number of snapshots since the start by verdict, except zeros. */
    String verdicts() {
        return String.join(
                " ",
                Stream.of(Verdict.values())
                        .map(verdict -> verdict.label() + "="
                                + (long) registry.get(DiffMeters.SNAPSHOTS)
                                        .tag("verdict", verdict.label())
                                        .counter()
                                        .count())
                        .filter(counted -> !counted.endsWith("=0"))
                        .toList());
    }

    DiffProgress progress() {
        return meters.progress();
    }

    double counted(ChangeType type) {
        return registry.get(DiffMeters.EVENTS)
                .tag("type", type.shortName())
                .counter()
                .count();
    }

    static JsonNode data(CloudEvent event) {
        return Json.MAPPER.readTree(event.getData().toBytes());
    }

    private static String line(CloudEvent event) {
        var data = data(event);
        var line = new StringBuilder(event.getType().substring("io.github.spacecrafttracker.".length()));
        for (var part : List.of("before", "after")) {
            if (data.has(part)) {
                line.append(' ').append(part).append(' ').append(data.get(part));
            }
        }
        for (var flag : List.of("correction", "initial")) {
            if (data.has(flag)) {
                line.append(' ').append(flag).append(' ').append(data.get(flag));
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        driver.close();
    }
}
