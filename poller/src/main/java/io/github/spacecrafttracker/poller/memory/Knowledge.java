package io.github.spacecrafttracker.poller.memory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All that a poller remembers, and all of it can be read back from the topics.
 *
 * @param held every spacecraft ever seen, by id; not to be changed
 * @param lastObservation the highest number given so far; -1 before the first
 * @param bookings when each request of the last hour was booked, and the last one before, oldest first
 * @param snapshotOffsets as in {@link io.github.spacecrafttracker.poll.PollReport.Afterwards}
 */
public record Knowledge(
        Map<Long, Held> held,
        long lastObservation,
        Passes passes,
        LookUps lookUps,
        Wellness wellness,
        List<Instant> bookings,
        List<Long> snapshotOffsets) {

    /** The number of a poll whose reply was received then: never one that was given before, even after topics were deleted. */
    public long observationAt(Instant receivedAt) {
        return Math.max(lastObservation + 1, receivedAt.toEpochMilli());
    }

    /** Whether no complete sweep is known: what is seen is first sight, and no change. */
    public boolean baseline() {
        return passes.lastSweep() == null;
    }

    /** How many spacecraft are held and not removed. */
    public int rows() {
        return (int) held.values().stream().filter(it -> !it.removed()).count();
    }

    /** How many of them were in space when they were last read. */
    public int inSpace() {
        return (int) held.values().stream().filter(Held::inSpace).count();
    }

    /** Whether it is held, not removed, and was not read since the poll with this observation. */
    public boolean isUnreadSince(long id, long observation) {
        var row = held.get(id);
        return row != null && !row.removed() && row.notReadSince(observation);
    }

    /** The same after an accepted poll with this observation, which read these. */
    public Knowledge observed(long observation, Map<Long, Held> read) {
        var all = new HashMap<>(held);
        all.putAll(read);
        return new Knowledge(all, observation, passes, lookUps, wellness, bookings, snapshotOffsets);
    }

    public Knowledge with(Passes now) {
        return new Knowledge(held, lastObservation, now, lookUps, wellness, bookings, snapshotOffsets);
    }

    public Knowledge with(LookUps now) {
        return new Knowledge(held, lastObservation, passes, now, wellness, bookings, snapshotOffsets);
    }

    public Knowledge with(Wellness now) {
        return new Knowledge(held, lastObservation, passes, lookUps, now, bookings, snapshotOffsets);
    }

    /** After a further booking; those before {@code since} are forgotten. */
    public Knowledge booked(Instant at, Instant since) {
        var all = new ArrayList<>(
                bookings.stream().filter(it -> it.isAfter(since)).toList());
        all.add(at);
        return new Knowledge(held, lastObservation, passes, lookUps, wellness, List.copyOf(all), snapshotOffsets);
    }

    /** The same with no request after this instant: a clock that was ahead has told it, and would have all wait until then. */
    public Knowledge noneAfter(Instant now) {
        var booked = bookings.stream().map(it -> it.isAfter(now) ? now : it).toList();
        return new Knowledge(held, lastObservation, passes.noneAfter(now), lookUps, wellness, booked, snapshotOffsets);
    }

    public Knowledge withOffsets(List<Long> now) {
        return new Knowledge(held, lastObservation, passes, lookUps, wellness, bookings, now);
    }
}
