package io.github.spacecrafttracker.poller.state;

import io.github.spacecrafttracker.poll.PollReport.Pass;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A spacecraft that a pass should have shown and did not, and that has to be looked up.
 *
 * @param at the look-up is not sent before this time
 * @param foundBefore whether a look-up has found it since a list last showed it
 */
public record PendingLookUp(long id, Instant at, boolean foundBefore) {
    public static final Comparator<PendingLookUp> SOONEST =
            Comparator.comparing(PendingLookUp::at).thenComparing(PendingLookUp::id);

    /** Returns what the last watch should have shown; empty while the watch is held back. */
    public static Stream<PendingLookUp> suspects(PollerState state) {
        return of(state, state.passes().watch());
    }

    /** Returns what the last watch waits for. It does not wait for a spacecraft that a look-up found, until that look-up is due again. */
    public static Stream<PendingLookUp> ofWatch(PollerState state, Instant now) {
        return suspects(state).filter(pending -> !state.lookUps().isSettled(pending.id(), now));
    }

    /** Returns what the last sweep waits for, as {@link #ofWatch}. */
    public static Stream<PendingLookUp> ofSweep(PollerState state, Instant now) {
        return of(state, state.passes().sweep())
                .filter(pending -> !state.lookUps().isSettled(pending.id(), now));
    }

    private static Stream<PendingLookUp> of(PollerState state, @Nullable Pass pass) {
        if (pass == null || pass.missing() == null || pass.firstObservation() == null || Passes.isHeldBack(pass)) {
            return Stream.empty();
        }
        long began = pass.firstObservation();
        return pass.missing().stream()
                .filter(id -> state.isUnreadSince(id, began))
                .map(id -> new PendingLookUp(
                        id, state.lookUps().askAt(id), state.lookUps().isUnlisted(id)));
    }
}
