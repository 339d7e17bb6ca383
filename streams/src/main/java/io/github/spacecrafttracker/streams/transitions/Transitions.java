package io.github.spacecrafttracker.streams.transitions;

import io.github.spacecrafttracker.streams.changes.ChangeRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The newest transition of each spacecraft, from the change topics alone: so each instance has the same, after a restart too. One thread tells, any number ask.
 */
public final class Transitions {
    private final Map<Long, Transition> newest = new ConcurrentHashMap<>();

    /** Takes changes in, in any order across topics: the observation says which is newer. */
    public void take(List<ChangeRecord> changes) {
        for (var change : changes) {
            Transition.of(change)
                    .ifPresent(
                            transition -> newest.merge(transition.spacecraft().id(), transition, Transitions::newer));
        }
    }

    /** Empty where no change of it was read yet. */
    public Optional<Transition> of(long spacecraft) {
        return Optional.ofNullable(newest.get(spacecraft));
    }

    /** One of each spacecraft that ever appeared, removed ones too. */
    public List<Transition> all() {
        return List.copyOf(newest.values());
    }

    private static Transition newer(Transition held, Transition taken) {
        return taken.observation() > held.observation() ? taken : held;
    }
}
