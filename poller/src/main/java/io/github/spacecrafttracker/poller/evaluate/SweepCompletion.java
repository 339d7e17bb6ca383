package io.github.spacecrafttracker.poller.evaluate;

import io.github.spacecrafttracker.poll.PollReport.Pass;
import io.github.spacecrafttracker.poll.PollReport.Sweep;
import io.github.spacecrafttracker.poller.state.Passes;
import io.github.spacecrafttracker.poller.state.PendingLookUp;
import io.github.spacecrafttracker.poller.state.PollerState;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
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
                asOf(pass, after),
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
                ? asOf(pass, after)
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

    /** A row that could not be read, or is no longer listed, is served as it was last read: that reply may have been older than its receipt. */
    private static Instant asOf(Pass pass, PollerState after) {
        return unread(pass, after)
                .map(id -> Objects.requireNonNull(after.spacecraft().get(id))
                        .last()
                        .trueSince())
                .reduce(Objects.requireNonNull(pass.startedAt()), (one, other) -> one.isBefore(other) ? one : other);
    }

    private static Stream<Long> unread(Pass pass, PollerState after) {
        long began = Objects.requireNonNull(pass.firstObservation());
        return Stream.concat(pass.unreadableIds().stream(), Objects.requireNonNull(pass.missing()).stream())
                .filter(id -> after.isUnreadSince(id, began));
    }
}
