package io.github.spacecrafttracker.poller.evaluate;

import io.github.spacecrafttracker.poller.state.KnownSpacecraft;
import io.github.spacecrafttracker.poller.state.PollerState;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The spacecraft that a pass should have shown and did not.
 *
 * @param ids in ascending order
 * @param unexplained those that no look-up has found since a list last showed them, in ascending
 *     order
 * @param expected the number that it should have shown in all
 */
record MissingSpacecraft(List<Long> ids, List<Long> unexplained, int expected) {

    /** A sweep should show everything known. */
    static MissingSpacecraft ofSweep(PollerState state, long firstObservation) {
        return of(state, firstObservation, known -> !known.removed());
    }

    /** A watch should show what was in space when it was last read. */
    static MissingSpacecraft ofWatch(PollerState state, long firstObservation) {
        return of(state, firstObservation, KnownSpacecraft::inSpace);
    }

    /** Returns these without those that the pass showed but could not read. */
    MissingSpacecraft without(Collection<Long> shown) {
        return new MissingSpacecraft(
                ids.stream().filter(id -> !shown.contains(id)).toList(),
                unexplained.stream().filter(id -> !shown.contains(id)).toList(),
                expected);
    }

    private static MissingSpacecraft of(
            PollerState state, long firstObservation, Predicate<KnownSpacecraft> shouldBeShown) {
        var expected = state.spacecraft().entrySet().stream()
                .filter(entry -> shouldBeShown.test(entry.getValue()))
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
