package io.github.spacecrafttracker.poller.state;

import io.github.spacecrafttracker.poll.PollReport.Pass;
import io.github.spacecrafttracker.poller.state.LookUps.Pending;
import io.github.spacecrafttracker.snapshot.Snapshot;
import io.github.spacecrafttracker.snapshot.SnapshotHeaders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The complete state of a poller. It can be restored from the topics.
 *
 * @param spacecraft every spacecraft ever read, by id; unmodifiable by convention
 * @param lastObservation the highest number assigned so far; -1 before the first
 * @param lastTimestamp the highest timestamp of a record in both topics, below which no further
 *     record may be
 * @param bookings the times at which the requests of the last hour were booked, and the last one
 *     before; oldest first
 * @param snapshotOffsets as in {@link io.github.spacecrafttracker.poll.PollReport.Afterwards}
 */
public record PollerState(
        Map<Long, KnownSpacecraft> spacecraft,
        long lastObservation,
        Instant lastTimestamp,
        Passes passes,
        LookUps lookUps,
        UpstreamHealth health,
        List<Instant> bookings,
        List<Long> snapshotOffsets) {

    /** @param partitions the number of partitions of the snapshots */
    public static PollerState empty(int partitions) {
        return new PollerState(
                Map.of(),
                -1,
                Instant.EPOCH,
                Passes.NONE,
                LookUps.NONE,
                UpstreamHealth.UNKNOWN,
                List.of(),
                Collections.nCopies(partitions, -1L));
    }

    /** Returns {@code time}, raised to the last record's timestamp if the clock is behind it. */
    public Instant timestampAt(Instant time) {
        return time.isAfter(lastTimestamp) ? time : lastTimestamp;
    }

    /** Returns a number that no poll has had before, even after topics were deleted. */
    public long observationAt(Instant timestamp) {
        return Math.max(lastObservation + 1, timestamp.toEpochMilli());
    }

    /**
     * Returns whether no sweep has been completed yet. Everything read until then is the baseline,
     * not a change.
     */
    public boolean baseline() {
        return passes.lastSweep() == null;
    }

    /** Returns the number of spacecraft that have not been removed. */
    public int rows() {
        return (int)
                spacecraft.values().stream().filter(known -> !known.removed()).count();
    }

    /** Returns the number of spacecraft that were in space when they were last read. */
    public int inSpace() {
        return (int)
                spacecraft.values().stream().filter(KnownSpacecraft::inSpace).count();
    }

    /**
     * Returns the spacecraft that the last watch should have listed but did not; none while it
     * misses implausibly many.
     */
    public Stream<Pending> suspects() {
        return missedBy(passes.watch());
    }

    /**
     * Returns the look-ups that the last watch waits for. It does not wait for a spacecraft that a
     * look-up found, until the next look-up is due.
     */
    public Stream<Pending> awaitedByWatch(Instant now) {
        return suspects().filter(pending -> !lookUps.isSettled(pending.id(), now));
    }

    /** Returns the look-ups that the last sweep waits for, as {@link #awaitedByWatch}. */
    public Stream<Pending> awaitedBySweep(Instant now) {
        return missedBy(passes.sweep()).filter(pending -> !lookUps.isSettled(pending.id(), now));
    }

    private Stream<Pending> missedBy(@Nullable Pass pass) {
        if (pass == null
                || pass.missing() == null
                || pass.firstObservation() == null
                || Passes.missesImplausiblyMany(pass)) {
            return Stream.empty();
        }
        long began = pass.firstObservation();
        return pass.missing().stream().filter(id -> isUnreadSince(id, began)).map(lookUps::pending);
    }

    private boolean isUnreadSince(long id, long observation) {
        var known = spacecraft.get(id);
        return known != null && !known.removed() && known.notReadSince(observation);
    }

    /**
     * Returns the state after an accepted poll with this observation, which read these spacecraft.
     */
    public PollerState observed(long observation, Map<Long, KnownSpacecraft> read) {
        var all = new HashMap<>(spacecraft);
        all.putAll(read);
        return new PollerState(all, observation, lastTimestamp, passes, lookUps, health, bookings, snapshotOffsets);
    }

    public PollerState with(Passes now) {
        return new PollerState(
                spacecraft, lastObservation, lastTimestamp, now, lookUps, health, bookings, snapshotOffsets);
    }

    public PollerState with(LookUps now) {
        return new PollerState(
                spacecraft, lastObservation, lastTimestamp, passes, now, health, bookings, snapshotOffsets);
    }

    public PollerState with(UpstreamHealth now) {
        return new PollerState(
                spacecraft, lastObservation, lastTimestamp, passes, lookUps, now, bookings, snapshotOffsets);
    }

    /** Returns the state after a booking, without the bookings before {@code since}. */
    public PollerState booked(Instant at, Instant since) {
        var all = new ArrayList<>(
                bookings.stream().filter(booking -> booking.isAfter(since)).toList());
        all.add(at);
        return new PollerState(
                spacecraft,
                lastObservation,
                timestampAt(at),
                passes,
                lookUps,
                health,
                List.copyOf(all),
                snapshotOffsets);
    }

    /** Returns the time of the last booking. There must be one. */
    public Instant lastBooking() {
        return bookings.get(bookings.size() - 1);
    }

    /**
     * Returns the same state with no request later than {@code now}. Later ones were booked when a
     * clock was ahead, and every poll would wait until then.
     */
    public PollerState withoutFuture(Instant now) {
        var booked = bookings.stream()
                .map(booking -> booking.isAfter(now) ? now : booking)
                .toList();
        return new PollerState(
                spacecraft,
                lastObservation,
                lastTimestamp,
                passes.withoutFuture(now),
                lookUps,
                health,
                booked,
                snapshotOffsets);
    }

    /** Returns the state after the records of a poll were written. */
    public PollerState written(Instant timestamp, List<Long> offsets) {
        return new PollerState(
                spacecraft, lastObservation, timestampAt(timestamp), passes, lookUps, health, bookings, offsets);
    }

    /**
     * The last known state of one spacecraft: the headers of its last snapshot, and the facts that
     * decide which polls request it.
     *
     * @param removed whether that snapshot was a removal
     * @param inSpace whether the spacecraft was in space when it was last read; false if it was
     *     removed
     */
    public record KnownSpacecraft(SnapshotHeaders last, boolean removed, boolean inSpace) {
        /** @param last the last snapshot, which may be a removal */
        public static KnownSpacecraft of(Snapshot last, boolean inSpace) {
            return new KnownSpacecraft(last.headers(), last.value() == null, inSpace);
        }

        /** Returns whether it has not been read since the poll with this observation. */
        public boolean notReadSince(long observation) {
            return last.observation() < observation;
        }
    }
}
