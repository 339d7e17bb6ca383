package io.github.spacecrafttracker.topic;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.message.Encoding;
import io.cloudevents.kafka.CloudEventDeserializer;
import io.cloudevents.kafka.CloudEventSerializer;
import io.github.spacecrafttracker.change.Kind;
import io.github.spacecrafttracker.topic.Topic.Partitions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * All topics of one tracker.
 *
 * @param snapshots spacecraft in canonical form by id; null if removed. Read as bytes, because a
 *     snapshot may be invalid
 * @param polls {@link io.github.spacecrafttracker.poll.PollReport}s by kind. Read as bytes, because
 *     later versions may add kinds
 * @param deadLetters unreadable records and rows, unchanged
 */
public record Topics(
        Topic<byte[], byte[]> snapshots,
        Topic<String, byte[]> polls,
        Topic<String, CloudEvent> inSpace,
        Topic<String, CloudEvent> status,
        Topic<String, CloudEvent> counts,
        Topic<String, CloudEvent> catalogue,
        Topic<String, CloudEvent> details,
        Topic<byte[], byte[]> deadLetters) {

    /**
     * The maximum size of a record, in bytes. A snapshot has up to 4 MiB. A change of the details
     * may contain nearly all of a snapshot three times: as the spacecraft, before and after. The
     * rest is room for headers and batch overhead. Producers and changelog topics have the same
     * limit.
     */
    public static final int LARGEST_RECORD = 16 * 1024 * 1024;

    /** @param prefix the part of each name before the first dot */
    public static Topics withPrefix(String prefix) {
        return new Topics(
                new Topic<>(
                        prefix + ".snapshots",
                        Serdes.ByteArray(),
                        Serdes.ByteArray(),
                        Partitions.BY_SPACECRAFT,
                        // Tombstones are kept for 100 years, so that removals are not forgotten.
                        compacted(
                                Duration.ofDays(30),
                                Map.of(TopicConfig.DELETE_RETENTION_MS_CONFIG, millis(Duration.ofDays(36_525))))),
                new Topic<>(
                        prefix + ".polls",
                        Serdes.String(),
                        Serdes.ByteArray(),
                        Partitions.ONE,
                        compacted(Duration.ofDays(7), Map.of())),
                changes(prefix, Kind.IN_SPACE),
                changes(prefix, Kind.STATUS),
                changes(prefix, Kind.COUNTS),
                changes(prefix, Kind.CATALOGUE),
                changes(prefix, Kind.DETAILS),
                new Topic<>(
                        prefix + ".dead-letters",
                        Serdes.ByteArray(),
                        Serdes.ByteArray(),
                        Partitions.ANY,
                        kept(millis(Duration.ofDays(30)))));
    }

    /** Returns the topic of one kind of change. */
    public Topic<String, CloudEvent> changes(Kind kind) {
        return switch (kind) {
            case IN_SPACE -> inSpace;
            case STATUS -> status;
            case COUNTS -> counts;
            case CATALOGUE -> catalogue;
            case DETAILS -> details;
        };
    }

    /** Returns the topics of all kinds of change. */
    public List<Topic<String, CloudEvent>> changes() {
        return Stream.of(Kind.values()).map(this::changes).toList();
    }

    /** Returns all topics, in the order of the data flow. */
    public List<Topic<?, ?>> all() {
        return List.of(snapshots, polls, inSpace, status, counts, catalogue, details, deadLetters);
    }

    private static Topic<String, CloudEvent> changes(String prefix, Kind kind) {
        return new Topic<>(
                prefix + ".changes." + kind.topicSuffix(),
                Serdes.String(),
                cloudEvents(),
                Partitions.BY_SPACECRAFT,
                kept("-1"));
    }

    private static Map<String, String> compacted(Duration lag, Map<String, String> more) {
        return with(
                more,
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT,
                        TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
                        millis(lag)));
    }

    private static Map<String, String> kept(String retentionMillis) {
        return with(
                Map.of(),
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        retentionMillis,
                        TopicConfig.RETENTION_BYTES_CONFIG,
                        "-1"));
    }

    private static Map<String, String> with(Map<String, String> some, Map<String, String> others) {
        var all = new TreeMap<>(some);
        all.putAll(others);
        all.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(LARGEST_RECORD));
        // A record's timestamp is the time at which its reply was received.
        all.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime");
        return Map.copyOf(all);
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }

    private static Serde<CloudEvent> cloudEvents() {
        var serializer = new CloudEventSerializer();
        serializer.configure(Map.of(CloudEventSerializer.ENCODING_CONFIG, Encoding.BINARY), false);
        return Serdes.serdeFrom(serializer, new CloudEventDeserializer());
    }
}
