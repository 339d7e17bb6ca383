package io.github.spacecrafttracker.poller.evaluate;

import io.github.spacecrafttracker.poll.PollReport.Pass;
import io.github.spacecrafttracker.poll.PollReport.Sweep;
import io.github.spacecrafttracker.poller.state.KnownSpacecraft;
import io.github.spacecrafttracker.poller.state.Passes;
import io.github.spacecrafttracker.poller.state.PendingLookUp;
import io.github.spacecrafttracker.poller.state.PollerState;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Decides when a pass is complete: its last page has been read, and everything that it missed has been looked up. */
final class SweepCompletion {
    private SweepCompletion() {}

    /**
     * Returns the report of the sweep if it is complete with this poll; null otherwise.
     *
     * @param after the state after the poll
     * @param endedAt the timestamp of the report
     */
    static @Nullable Sweep of(String source, PollerState after, Instant now, Instant endedAt) {
        var pass = after.passes().sweep();
        if (pass == null
                || !isComplete(pass)
                || after.passes().sweepIsComplete()
                || PendingLookUp.ofSweep(after, now).findAny().isPresent()) {
            return null;
        }
        return new Sweep(
                source,
                after.lastObservation(),
                Objects.requireNonNull(pass.firstObservation()),
                Objects.requireNonNull(pass.startedAt()),
                endedAt,
                asOf(pass, after, known -> !known.removed()),
                after.baseline(),
                pass.mode(),
                pass.pages(),
                after.rows(),
                pass.unreadableIds(),
                unlisted(pass, after),
                after.snapshotOffsets());
    }

    /** Returns since when everything known as in space is certain to have been true; unchanged if the last watch is not complete. */
    static @Nullable Instant watchAsOf(PollerState after, Instant now) {
        var pass = after.passes().watch();
        return pass != null
                        && isComplete(pass)
                        && PendingLookUp.ofWatch(after, now).findAny().isEmpty()
                ? asOf(pass, after, KnownSpacecraft::inSpace)
                : after.passes().watchAsOf();
    }

    private static List<Long> unlisted(Pass pass, PollerState after) {
        return Objects.requireNonNull(pass.missing()).stream()
                .filter(after.lookUps()::isUnlisted)
                .toList();
    }

    private static boolean isComplete(Pass pass) {
        return pass.missing() != null && !Passes.isHeldBack(pass);
    }

    /** A row that the pass did not read is served as it was last read; a cache may have answered, so the receipt does not count. */
    private static Instant asOf(Pass pass, PollerState after, Predicate<KnownSpacecraft> served) {
        return after.spacecraft().values().stream()
                .filter(served)
                .map(known -> known.last().trueSince())
                .reduce(Objects.requireNonNull(pass.startedAt()), (one, other) -> one.isBefore(other) ? one : other);
    }
}
