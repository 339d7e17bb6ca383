package io.github.spacecrafttracker.poller.pass;

import io.github.spacecrafttracker.poller.memory.Held;
import io.github.spacecrafttracker.poller.memory.LookUps;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What a pass should have shown and did not.
 *
 * @param ids in ascending order
 * @param unexplained those of them that no look-up has found since a list last showed them, in ascending order
 * @param expected how many it should have shown in all
 */
public record Missing(List<Long> ids, List<Long> unexplained, int expected) {

    /** Of a sweep, which should show all that is held. */
    public static Missing ofSweep(Map<Long, Held> held, LookUps lookUps, long firstObservation) {
        return of(held, lookUps, firstObservation, it -> !it.removed());
    }

    /** Of a watch, which should show what was in space when it was last read. */
    public static Missing ofWatch(Map<Long, Held> held, LookUps lookUps, long firstObservation) {
        return of(held, lookUps, firstObservation, Held::inSpace);
    }

    /** Without those that it showed, though they could not be read. */
    Missing without(Collection<Long> shown) {
        return new Missing(
                ids.stream().filter(id -> !shown.contains(id)).toList(),
                unexplained.stream().filter(id -> !shown.contains(id)).toList(),
                expected);
    }

    private static Missing of(
            Map<Long, Held> held, LookUps lookUps, long firstObservation, Predicate<Held> shouldBeShown) {
        var expected = held.entrySet().stream()
                .filter(it -> shouldBeShown.test(it.getValue()))
                .toList();
        var ids = expected.stream()
                .filter(it -> it.getValue().notReadSince(firstObservation))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        return new Missing(
                ids, ids.stream().filter(id -> !lookUps.isUnlisted(id)).toList(), expected.size());
    }
}
