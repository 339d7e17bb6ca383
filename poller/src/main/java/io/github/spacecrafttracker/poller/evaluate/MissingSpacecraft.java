package io.github.spacecrafttracker.poller.evaluate;

import io.github.spacecrafttracker.poll.PollReport.MassDisappearance;
import io.github.spacecrafttracker.poller.state.Passes;
import io.github.spacecrafttracker.poller.state.PollerState;
import io.github.spacecrafttracker.poller.state.PollerState.KnownSpacecraft;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The spacecraft that a pass should have listed but did not.
 *
 * <p>If many are missing at once, an error of the upstream API is more likely than their removal.
 * This is a mass disappearance. It is ignored until three consecutive passes have missed the same
 * spacecraft. From then on it is confirmed, even if later passes miss fewer of them because some
 * were looked up in the meantime.
 *
 * @param ids in ascending order
 * @param unexplained those that no look-up has found since they were last listed, in ascending
 *     order
 * @param expected the number of spacecraft that the pass should have listed
 */
record MissingSpacecraft(List<Long> ids, List<Long> unexplained, int expected) {
    private static final int MASS_AT_LEAST = 5;
    private static final double MASS_ABOVE_SHARE = 0.02;

    /** A sweep should list every known spacecraft. */
    static MissingSpacecraft ofSweep(PollerState state, long firstObservation) {
        return of(state, firstObservation, known -> !known.removed());
    }

    /** A watch should list every spacecraft that was in space when it was last read. */
    static MissingSpacecraft ofWatch(PollerState state, long firstObservation) {
        return of(state, firstObservation, KnownSpacecraft::inSpace);
    }

    /** Returns a copy without the spacecraft that the pass listed as unreadable rows. */
    MissingSpacecraft without(Collection<Long> listed) {
        return new MissingSpacecraft(
                ids.stream().filter(id -> !listed.contains(id)).toList(),
                unexplained.stream().filter(id -> !listed.contains(id)).toList(),
                expected);
    }

    /**
     * Returns the mass disappearance of these spacecraft; null if they are too few for one.
     *
     * @param before the mass disappearance in the previous pass, confirmed or not; null if there
     *     was none
     */
    @Nullable
    MassDisappearance massDisappearance(@Nullable MassDisappearance before) {
        if (unexplained.size() < MASS_AT_LEAST || unexplained.size() <= expected * MASS_ABOVE_SHARE) {
            return null;
        }
        var passes = before != null && continues(before) ? before.times() + 1 : 1;
        return new MassDisappearance(unexplained, passes);
    }

    private boolean continues(MassDisappearance before) {
        return Passes.isConfirmed(before)
                ? new HashSet<>(before.ids()).containsAll(unexplained)
                : before.ids().equals(unexplained);
    }

    private static MissingSpacecraft of(
            PollerState state, long firstObservation, Predicate<KnownSpacecraft> shouldBeListed) {
        var expected = state.spacecraft().entrySet().stream()
                .filter(entry -> shouldBeListed.test(entry.getValue()))
                .toList();
        var ids = expected.stream()
                .filter(entry -> entry.getValue().notReadSince(firstObservation))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        return new MissingSpacecraft(
                ids, ids.stream().filter(id -> !state.lookUps().isUnlisted(id)).toList(), expected.size());
    }
}
