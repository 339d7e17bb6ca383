package io.github.spacecrafttracker.poller.pass;

import io.github.spacecrafttracker.poll.PollReport.Pass;
import io.github.spacecrafttracker.poller.memory.Knowledge;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A spacecraft that a pass should have shown and did not, and that is to be looked up.
 *
 * @param at not sooner than this
 * @param ever whether it was found by a look-up before, since a list last showed it
 */
public record Pending(long id, Instant at, boolean ever) {
    public static final Comparator<Pending> SOONEST =
            Comparator.comparing(Pending::at).thenComparing(Pending::id);

    /** What the last watch should have shown; nothing while its loss is held back. */
    public static Stream<Pending> suspects(Knowledge known) {
        return of(known, known.passes().watch());
    }

    /** What the last watch waits for: whatever was found by a look-up, and is not due again, it does not. */
    public static Stream<Pending> ofWatch(Knowledge known, Instant now) {
        return suspects(known).filter(it -> !known.lookUps().isSettled(it.id(), now));
    }

    /** What holds up the conclusion of the last sweep, as {@link #ofWatch}. */
    public static Stream<Pending> ofSweep(Knowledge known, Instant now) {
        return of(known, known.passes().sweep()).filter(it -> !known.lookUps().isSettled(it.id(), now));
    }

    private static Stream<Pending> of(Knowledge known, @Nullable Pass pass) {
        if (pass == null || pass.missing() == null || pass.firstObservation() == null || ListPass.isHeldBack(pass)) {
            return Stream.empty();
        }
        long began = pass.firstObservation();
        return pass.missing().stream()
                .filter(id -> known.isUnreadSince(id, began))
                .map(id -> new Pending(
                        id, known.lookUps().askAt(id), known.lookUps().isUnlisted(id)));
    }
}
