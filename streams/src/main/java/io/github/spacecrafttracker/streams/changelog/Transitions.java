package io.github.spacecrafttracker.streams.changelog;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The newest transitions of each spacecraft, from the change topics alone: so each instance has the same, after a restart too. One thread tells, any number
 * ask.
 */
public final class Transitions {
    private static final Comparator<Transition> NEWEST_FIRST =
            Comparator.comparingLong(Transition::observation).reversed();

    private final Map<Long, List<Transition>> bySpacecraft = new ConcurrentHashMap<>();

    /** Adds changes, in any order across topics: the observation determines which one is newer. */
    public void add(List<ChangeRecord> changes) {
        for (var change : changes) {
            Transition.of(change)
                    .ifPresent(transition ->
                            bySpacecraft.merge(transition.spacecraft().id(), List.of(transition), Transitions::merged));
        }
    }

    /** Empty where no change of it was read yet. */
    public Optional<Transition> of(long spacecraft) {
        return Optional.ofNullable(bySpacecraft.get(spacecraft)).map(transitions -> transitions.get(0));
    }

    /** Of each spacecraft the newest transition of each kind, the newest first; never empty. */
    List<List<Transition>> ofEachKind() {
        return List.copyOf(bySpacecraft.values());
    }

    private static List<Transition> merged(List<Transition> held, List<Transition> taken) {
        var seen = new HashSet<Transition.Kind>();
        return Stream.concat(held.stream(), taken.stream())
                .sorted(NEWEST_FIRST)
                .filter(transition -> seen.add(transition.kind()))
                .toList();
    }
}
