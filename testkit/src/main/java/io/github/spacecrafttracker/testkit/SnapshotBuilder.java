package io.github.spacecrafttracker.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * A builder of snapshots. By default, observation {@code n} is received {@code n} minutes after
 * {@link #START}, and its {@code true_since} is one second earlier.
 *
 * @param object null if the spacecraft was removed
 */
public record SnapshotBuilder(
        long id, @Nullable String object, long observation, long firstSeen, Instant trueSince, Instant observedAt) {
    /** The source of all snapshots in tests. */
    public static final String SOURCE = "https://ll.thespacedevs.com/2.3.0";

    public static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

    public static SnapshotBuilder of(long id, @Nullable String object, long observation, long firstSeen) {
        return new SnapshotBuilder(id, object, observation, firstSeen, START, START)
                .at(Duration.ofMinutes(observation));
    }

    /** Returns the same snapshot with this observation number, at the time of that observation. */
    public SnapshotBuilder numbered(long number) {
        return of(id, object, number, firstSeen);
    }

    public SnapshotBuilder firstSeenIn(long earlier) {
        return new SnapshotBuilder(id, object, observation, earlier, trueSince, observedAt);
    }

    /** Returns the same snapshot, received at this time after {@link #START}. */
    public SnapshotBuilder at(Duration time) {
        var received = START.plus(time);
        return new SnapshotBuilder(id, object, observation, firstSeen, received.minusSeconds(1), received);
    }

    /**
     * Returns the same snapshot from a cached reply, with this {@code true_since} after {@link
     * #START}.
     */
    public SnapshotBuilder trueSince(Duration time) {
        return new SnapshotBuilder(id, object, observation, firstSeen, START.plus(time), observedAt);
    }

    /** Returns the record, without using any code under test. */
    public ProducerRecord<byte[], byte[]> record(String topic) {
        return new ProducerRecord<>(
                topic,
                null,
                observedAt.toEpochMilli(),
                Long.toString(id).getBytes(UTF_8),
                object == null ? null : object.getBytes(UTF_8),
                List.of(
                        header("observation", Long.toString(observation)),
                        header("poll_kind", "page"),
                        header("source", SOURCE),
                        header("first_seen", Long.toString(firstSeen)),
                        header("initial", "false"),
                        header("true_since", Long.toString(trueSince.toEpochMilli()))));
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }
}
