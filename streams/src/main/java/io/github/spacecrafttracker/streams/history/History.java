package io.github.spacecrafttracker.streams.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An index of all changes, which returns the state of every spacecraft at any time since
 * {@link #knownFrom}. Immutable. Times are compared in milliseconds, like those in events.
 *
 * <p>See docs/guarantees.md#g9.
 */
public final class History {
    private final SortedMap<Long, Timeline> timelines;
    private final long baselineEnd;
    private final long folded;

    // Computed on first use.
    private volatile @Nullable NumberInSpace numberInSpace;

    private History(SortedMap<Long, Timeline> timelines, long baselineEnd, long folded) {
        this.timelines = timelines;
        this.baselineEnd = baselineEnd;
        this.folded = folded;
    }

    public static History empty() {
        return new History(new TreeMap<>(), Long.MIN_VALUE, Long.MIN_VALUE);
    }

    /** Returns this history with more changes, in any order. */
    public History with(List<HistoryChange> changes) {
        var extended = new TreeMap<>(timelines);
        changes.stream()
                .collect(Collectors.groupingBy(HistoryChange::spacecraft))
                .forEach((id, added) -> extended.put(
                        id, extended.getOrDefault(id, Timeline.empty(id)).with(added)));
        long end = changes.stream()
                .filter(HistoryChange::initial)
                .mapToLong(HistoryChange::notAfter)
                .reduce(baselineEnd, Math::max);
        return new History(extended, end, folded);
    }

    /**
     * Returns this history without its oldest changes. Only the states after them are kept.
     *
     * @param observations the observation of the last removed change, by spacecraft
     * @param observedAt the latest time at which a removed change was observed
     */
    public History withoutFirst(Map<Long, Long> observations, Instant observedAt) {
        var fewer = new TreeMap<>(timelines);
        observations.forEach(
                (id, observation) -> fewer.computeIfPresent(id, (key, timeline) -> timeline.withoutFirst(observation)));
        return new History(fewer, baselineEnd, Math.max(folded, observedAt.toEpochMilli()));
    }

    /**
     * Returns the earliest time at which the states are known: the end of the baseline or, if
     * later, the time of the last change that is no longer held. If there is neither, this is the
     * time of the first observation. Empty if there is no history yet.
     */
    public Optional<Instant> knownFrom() {
        return timelines.isEmpty() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(start()));
    }

    /**
     * Returns the time up to which all changes of these spacecraft are known. Removed spacecraft do
     * not count.
     *
     * @param spacecraft the ids; empty means all
     */
    public Instant asOf(Set<Long> spacecraft, Watermarks watermarks) {
        return Instant.ofEpochMilli(timelines.values().stream()
                .filter(timeline -> spacecraft.isEmpty() || spacecraft.contains(timeline.spacecraft()))
                .filter(timeline -> !timeline.isRemoved())
                .mapToLong(timeline -> timeline.knownUntil(watermarks))
                .min()
                .orElse(start()));
    }

    /**
     * Returns the state of each spacecraft at a time, in the order of their ids, without those that
     * were removed before.
     *
     * @param time at least {@link #knownFrom}
     */
    public List<StateAt> at(Instant time, Watermarks watermarks) {
        long millis = time.toEpochMilli();
        var states = new ArrayList<StateAt>(timelines.size());
        for (var timeline : timelines.values()) {
            var state = timeline.at(millis, watermarks);
            if (state != null) {
                states.add(state);
            }
        }
        return states;
    }

    /** Returns the number of spacecraft in space over time, since {@link #knownFrom}. */
    public NumberInSpace numberInSpace() {
        var known = numberInSpace;
        if (known == null) {
            known = NumberInSpace.of(timelines.values(), start());
            numberInSpace = known;
        }
        return known;
    }

    /** Returns the stays of a spacecraft in space; empty if no change of it is known. */
    public Optional<Presence> presence(long spacecraft, Watermarks watermarks) {
        return Optional.ofNullable(timelines.get(spacecraft))
                .map(timeline -> new Presence(
                        spacecraft,
                        timeline.name(),
                        Instant.ofEpochMilli(timeline.knownUntil(watermarks)),
                        timeline.stays()));
    }

    private long start() {
        if (folded == Long.MIN_VALUE && baselineEnd == Long.MIN_VALUE) {
            return timelines.values().stream()
                    .mapToLong(Timeline::firstObserved)
                    .min()
                    .orElse(0);
        }
        return Math.max(folded, baselineEnd);
    }
}
