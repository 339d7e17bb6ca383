package io.github.spacecrafttracker.poller.memory;

import io.github.spacecrafttracker.poll.PollReport.Pass;
import io.github.spacecrafttracker.poll.PollReport.Sweep;
import io.github.spacecrafttracker.poller.schedule.Asking;
import io.github.spacecrafttracker.poller.schedule.Pace;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a poller remembers, and all of it can be read back from the topics.
 *
 * @param held every spacecraft ever seen, by id; not to be changed
 * @param lastObservation the highest number given so far; -1 before the first
 * @param lastSweep the last conclusion of a complete sweep; null before the first
 * @param pass the sweep as the last report left it; null before the first
 * @param snapshotOffsets as in {@link io.github.spacecrafttracker.poll.PollReport.Afterwards}
 */
public record Knowledge(
        Map<Long, Held> held,
        long lastObservation,
        @Nullable Sweep lastSweep,
        @Nullable Pass pass,
        Asking asking,
        List<Long> snapshotOffsets) {

    /** The number of a poll whose reply was received then: never one that was given before, even after topics were deleted. */
    public long observationAt(Instant receivedAt) {
        return Math.max(lastObservation + 1, receivedAt.toEpochMilli());
    }

    /** Whether no complete sweep is known: what is seen is first sight, and no change. */
    public boolean baseline() {
        return lastSweep == null;
    }

    /** How many spacecraft are held and not removed. */
    public int rows() {
        return (int) held.values().stream().filter(it -> !it.removed()).count();
    }

    /** The same when a poller begins at this pace. */
    public Knowledge resumed(Pace pace) {
        return new Knowledge(held, lastObservation, lastSweep, pass, asking.resumed(pace, baseline()), snapshotOffsets);
    }
}
