package io.github.spacecrafttracker.streams.changelog;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The latest transitions of each spacecraft. They are derived from the change topics alone, so all
 * instances have the same transitions, even after a restart. One thread adds changes; any thread
 * may read.
 */
public final class LatestTransitions {
    private static final Comparator<Transition> NEWEST_FIRST =
            Comparator.comparingLong(Transition::observation).reversed();

    private final Map<Long, List<Transition>> bySpacecraft = new ConcurrentHashMap<>();

    /** Adds changes in any order across topics: the observation determines which one is newer. */
    public void add(List<ChangeRecord> changes) {
        for (var change : changes) {
            Transition.of(change)
                    .ifPresent(transition -> bySpacecraft.merge(
                            transition.spacecraft().id(), List.of(transition), LatestTransitions::merge));
        }
    }

    /**
     * Returns the newest transition of a spacecraft; empty if none of its changes has been read
     * yet.
     */
    public Optional<Transition> newest(long spacecraft) {
        return Optional.ofNullable(bySpacecraft.get(spacecraft)).map(transitions -> transitions.get(0));
    }

    /**
     * Returns for each spacecraft the newest transition of each key, the newest first; no list is
     * empty.
     */
    List<List<Transition>> all() {
        return List.copyOf(bySpacecraft.values());
    }

    private static List<Transition> merge(List<Transition> known, List<Transition> added) {
        var keys = new HashSet<Transition.Key>();
        return Stream.concat(known.stream(), added.stream())
                .sorted(NEWEST_FIRST)
                .filter(transition -> keys.add(transition.key()))
                .toList();
    }
}
