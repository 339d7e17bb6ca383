package io.github.spacecrafttracker.streams.history;

import io.github.spacecrafttracker.streams.history.NumberInSpace.PresenceChange;
import io.github.spacecrafttracker.streams.history.Presence.Bounds;
import io.github.spacecrafttracker.streams.history.Presence.End;
import io.github.spacecrafttracker.streams.history.Presence.Stay;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one spacecraft in the order of their observations. All kinds of change in one
 * observation are one step. Immutable.
 *
 * <p>Steps take effect in order, so a step took effect no earlier than the steps before it and no
 * later than the steps after it. The bounds of consecutive steps may overlap.
 */
final class Timeline {
    private final long spacecraft;
    private final @Nullable PastState base;
    private final Step[] steps;
    private final long[] notBefore;
    private final long[] notAfter;

    // Computed on first use, because most versions of a timeline never need it.
    private volatile @Nullable List<PresenceChange> presence;

    /**
     * @param reported the fields that changed; null if the spacecraft was removed
     * @param state the whole state after this step; null if the spacecraft was removed
     */
    private record Step(
            long observation,
            long notBefore,
            long notAfter,
            @Nullable PastState reported,
            @Nullable PastState state) {

        static Step of(HistoryChange change) {
            return new Step(
                    change.observation(), change.notBefore(), change.notAfter(), change.after(), change.after());
        }

        Step after(@Nullable PastState before) {
            if (reported == null) {
                return new Step(observation, notBefore, notAfter, null, null);
            }
            var all = (before == null ? PastState.NOTHING : before).with(reported);
            return new Step(observation, notBefore, notAfter, reported, all);
        }

        /** Returns this step with another kind of change in the same observation. */
        Step and(HistoryChange change) {
            var both = reported == null || change.after() == null ? null : reported.with(change.after());
            return new Step(
                    observation,
                    Math.min(notBefore, change.notBefore()),
                    Math.max(notAfter, change.notAfter()),
                    both,
                    null);
        }
    }

    /** @param base the state before the first step; null if there was none, or none is known */
    private Timeline(long spacecraft, @Nullable PastState base, Step[] steps) {
        this.spacecraft = spacecraft;
        this.base = base;
        this.steps = steps;
        notBefore = new long[steps.length];
        notAfter = new long[steps.length];
        long earliest = Long.MIN_VALUE;
        for (int step = 0; step < steps.length; step++) {
            // The first step has no lower bound, because no state is known before it.
            earliest = step == 0 ? Long.MIN_VALUE : Math.max(earliest, steps[step].notBefore());
            notBefore[step] = earliest;
        }
        long latest = Long.MAX_VALUE;
        for (int step = steps.length - 1; step >= 0; step--) {
            latest = Math.min(latest, steps[step].notAfter());
            notAfter[step] = latest;
        }
    }

    static Timeline empty(long spacecraft) {
        return new Timeline(spacecraft, null, new Step[0]);
    }

    long spacecraft() {
        return spacecraft;
    }

    /** Returns this timeline with more changes of its spacecraft, which may come in any order. */
    Timeline with(List<HistoryChange> changes) {
        var extended = new ArrayList<>(Arrays.asList(steps));
        changes.forEach(change -> insert(base, extended, change));
        return new Timeline(spacecraft, base, extended.toArray(Step[]::new));
    }

    /**
     * Returns this timeline without the steps that are older than the newest step up to this
     * observation.
     */
    Timeline withoutFirst(long observation) {
        int last = position(Arrays.asList(steps), observation);
        if (last < 0) {
            last = -last - 2;
        }
        return last <= 0
                ? this
                : new Timeline(spacecraft, steps[last - 1].state(), Arrays.copyOfRange(steps, last, steps.length));
    }

    /** Returns the time of the first observation, in epoch milliseconds. */
    long firstObserved() {
        return notAfter[0];
    }

    /** Returns the newest name; null if it has none. */
    @Nullable
    String name() {
        for (int step = steps.length - 1; step >= 0; step--) {
            var state = steps[step].state();
            if (state != null) {
                return state.name();
            }
        }
        return null;
    }

    /** Returns whether the spacecraft was removed by the last step. */
    boolean isRemoved() {
        return steps[steps.length - 1].state() == null;
    }

    /** Returns the state at a time; null if the spacecraft was removed before. */
    @Nullable
    StateAt at(long time, Watermarks watermarks) {
        int happened = countUpTo(notAfter, time);
        int possible = happened;
        while (possible < steps.length && notBefore[possible] < time) {
            possible++;
        }
        if (possible > happened && happened > 0) {
            return new StateAt.Uncertain(
                    spacecraft,
                    Instant.ofEpochMilli(notBefore[happened]),
                    Instant.ofEpochMilli(notAfter[possible - 1]),
                    states(happened - 1, possible));
        }
        if (happened == 0) {
            return new StateAt.Unknown(spacecraft, firstName());
        }
        var state = steps[happened - 1].state();
        if (state == null) {
            return null;
        }
        // Also before a later change: one of another kind may not have been read yet.
        long knownUntil = knownUntil(watermarks);
        return time <= knownUntil
                ? new StateAt.Observed(spacecraft, state)
                : new StateAt.Unconfirmed(
                        spacecraft, state, Instant.ofEpochMilli(Math.max(knownUntil, notAfter[happened - 1])));
    }

    /**
     * Returns the time up to which all changes are known: the watermark or, if the spacecraft has
     * none or was removed, at least the lower bound of the last change.
     */
    long knownUntil(Watermarks watermarks) {
        var last = steps[steps.length - 1];
        // The first observation has no lower bound of its own.
        long lowerBound = Math.min(last.notBefore(), last.notAfter() - 1);
        long watermark = watermarks.of(spacecraft, lowerBound);
        // Nothing confirms the states of a removed spacecraft anymore.
        return isRemoved() ? Math.max(watermark, lowerBound) : watermark;
    }

    /** Returns the stays in space, the oldest first. */
    List<Stay> stays() {
        var stays = new ArrayList<Stay>();
        Bounds entered = null;
        for (int step = 0; step < steps.length; step++) {
            var state = steps[step].state();
            boolean inSpace = state != null && state.isInSpace();
            var bounds = bounds(step);
            if (inSpace && entered == null) {
                boolean firstSight = step == 0 || steps[step - 1].state() == null;
                entered = firstSight ? new Bounds(null, bounds.notAfter()) : bounds;
            } else if (!inSpace && entered != null) {
                stays.add(new Stay(entered, new End(bounds, state == null)));
                entered = null;
            }
        }
        if (entered != null) {
            stays.add(new Stay(entered, null));
        }
        return stays;
    }

    /** Returns the changes of this spacecraft's contribution to the number in space, in order. */
    List<PresenceChange> presence() {
        var known = presence;
        if (known == null) {
            known = computePresence();
            presence = known;
        }
        return known;
    }

    private List<PresenceChange> computePresence() {
        var changes = new ArrayList<PresenceChange>();
        int happened = 0;
        int possible = 0;
        int atLeast = 0;
        int atMost = 0;
        while (happened < steps.length) {
            long begins = possible < steps.length ? notBefore[possible] + 1 : Long.MAX_VALUE;
            long time = Math.min(begins, notAfter[happened]);
            happened = countUpTo(notAfter, time);
            possible = Math.max(happened, countUpTo(notBefore, time - 1));
            int least = happened == 0 ? 0 : 1;
            int most = 0;
            for (int step = happened - 1; step >= 0 && step < possible; step++) {
                var state = steps[step].state();
                least = state != null && state.isInSpace() ? least : 0;
                most = state != null && state.mayBeInSpace() ? 1 : most;
            }
            if (least != atLeast || most != atMost) {
                changes.add(new PresenceChange(time, least - atLeast, most - atMost));
                atLeast = least;
                atMost = most;
            }
        }
        return List.copyOf(changes);
    }

    private static void insert(@Nullable PastState base, List<Step> steps, HistoryChange change) {
        int position = position(steps, change.observation());
        if (position >= 0) {
            steps.set(position, steps.get(position).and(change));
        } else {
            position = -position - 1;
            steps.add(position, Step.of(change));
        }
        for (int step = position; step < steps.size(); step++) {
            steps.set(
                    step,
                    steps.get(step).after(step == 0 ? base : steps.get(step - 1).state()));
        }
    }

    private List<@Nullable PastState> states(int from, int to) {
        var states = new ArrayList<@Nullable PastState>();
        for (int step = from; step < to; step++) {
            states.add(steps[step].state());
        }
        return states;
    }

    private @Nullable String firstName() {
        var first = steps[0].state();
        return first == null ? null : first.name();
    }

    private Bounds bounds(int step) {
        return new Bounds(Instant.ofEpochMilli(notBefore[step]), Instant.ofEpochMilli(notAfter[step]));
    }

    private static int position(List<Step> steps, long observation) {
        int low = 0;
        int high = steps.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Long.compare(steps.get(middle).observation(), observation);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    /** Returns the number of leading times up to a limit; the times never decrease. */
    private static int countUpTo(long[] times, long limit) {
        int low = 0;
        int high = times.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times[middle] <= limit) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
