package io.github.spacecrafttracker.poller;

import io.github.spacecrafttracker.poll.PollReport.Pass;
import io.github.spacecrafttracker.poll.PollReport.Sweep;
import io.github.spacecrafttracker.poller.memory.Knowledge;
import io.github.spacecrafttracker.poller.pass.ListPass;
import io.github.spacecrafttracker.poller.pass.Pending;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * That a sweep is complete, but for the offsets that its snapshots come to lie at.
 *
 * @param after what is known with the poll that completed it
 */
record Conclusion(String source, Pass pass, Knowledge after, Instant endedAt) {

    /** Empty unless with this poll the sweep at hand has read its last page, and all that it missed has been looked up. */
    static Optional<Conclusion> of(String source, Knowledge after, Instant endedAt) {
        var pass = after.passes().sweep();
        var concluded = isComplete(pass)
                && !after.passes().sweepIsConcluded()
                && Pending.ofSweep(after, endedAt).findAny().isEmpty();
        return concluded
                ? Optional.of(new Conclusion(source, Objects.requireNonNull(pass), after, endedAt))
                : Optional.empty();
    }

    /** From when on all that is held as in space is known to have been true; as it was before where the last watch is not complete. */
    static @Nullable Instant watchAsOf(Knowledge after, Instant now) {
        var pass = after.passes().watch();
        var complete = isComplete(pass) && Pending.ofWatch(after, now).findAny().isEmpty();
        return complete
                ? asOf(Objects.requireNonNull(pass), after)
                : after.passes().watchAsOf();
    }

    Sweep at() {
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
                unlisted(),
                after.snapshotOffsets());
    }

    private List<Long> unlisted() {
        return Objects.requireNonNull(pass.missing()).stream()
                .filter(after.lookUps()::isUnlisted)
                .toList();
    }

    private static boolean isComplete(@Nullable Pass pass) {
        return pass != null && pass.missing() != null && !ListPass.isHeldBack(pass);
    }

    /** A row that could not be read, or is listed no more, is served as it was last read. */
    private static Instant asOf(Pass pass, Knowledge after) {
        return notRead(pass, after)
                .map(id -> Objects.requireNonNull(after.held().get(id)).observedAt())
                .reduce(Objects.requireNonNull(pass.startedAt()), (one, other) -> one.isBefore(other) ? one : other);
    }

    /** What is held and was not read since the pass began. */
    private static Stream<Long> notRead(Pass pass, Knowledge after) {
        long began = Objects.requireNonNull(pass.firstObservation());
        return Stream.concat(pass.unreadableIds().stream(), Objects.requireNonNull(pass.missing()).stream())
                .filter(id -> after.isUnreadSince(id, began));
    }
}
