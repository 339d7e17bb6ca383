package io.github.spacecrafttracker.streams.diff;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spacecrafttracker.snapshot.Snapshot;
import io.github.spacecrafttracker.snapshot.SnapshotHeaders;
import io.github.spacecrafttracker.streams.Log;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One snapshot. Unless a test asks for another time, observation {@code n} is received {@code n} minutes after
 * {@link #START}, and the reply was true since a second before.
 *
 * @param object null if the spacecraft was removed
 */
record Observed(
        long id, @Nullable String object, long observation, long firstSeen, Instant trueSince, Instant observedAt) {
    static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

    static Observed of(long id, @Nullable String object, long observation, long firstSeen) {
        return new Observed(id, object, observation, firstSeen, START, START).at(Duration.ofMinutes(observation));
    }

    /** Returns the same snapshot as the observation with this number, at the time of that observation. */
    Observed numbered(long number) {
        return of(id, object, number, firstSeen);
    }

    Observed firstSeenIn(long earlier) {
        return new Observed(id, object, observation, earlier, trueSince, observedAt);
    }

    /** Returns the same snapshot, received at this time after {@link #START}. */
    Observed at(Duration time) {
        var received = START.plus(time);
        return new Observed(id, object, observation, firstSeen, received.minusSeconds(1), received);
    }

    /** Returns the same snapshot from a cached reply: it is certain to have been true only since then. */
    Observed trueSince(Duration time) {
        return new Observed(id, object, observation, firstSeen, START.plus(time), observedAt);
    }

    ProducerRecord<byte[], byte[]> record(String topic) {
        return new ProducerRecord<>(
                topic,
                null,
                observedAt.toEpochMilli(),
                Snapshot.key(id),
                object == null ? null : object.getBytes(UTF_8),
                new SnapshotHeaders(observation, "page", Log.SOURCE, firstSeen, false, trueSince).write());
    }
}
