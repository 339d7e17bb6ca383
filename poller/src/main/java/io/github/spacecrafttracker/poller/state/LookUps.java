package io.github.spacecrafttracker.poller.state;

import io.github.spacecrafttracker.poll.PollReport.LookedUp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The spacecraft that were looked up and have not been listed since.
 *
 * @param byId unmodifiable by convention
 * @param lastMissing the time of the last look-up of a spacecraft that a sweep missed; null before
 *     the first
 */
public record LookUps(Map<Long, LookedUp> byId, @Nullable Instant lastMissing) {
    public static final LookUps NONE = new LookUps(Map.of(), null);

    // A spacecraft that exists but is no longer listed rarely changes, so it is looked up at
    // growing intervals, up to once a day.
    private static final Duration FOUND_FIRST = Duration.ofMinutes(30);
    private static final Duration FOUND_LAST = Duration.ofDays(1);

    // A failing look-up delays the completion of its sweep, but must not use up the budget.
    private static final Duration FAILED_FIRST = Duration.ofMinutes(1);
    private static final Duration FAILED_LAST = Duration.ofMinutes(30);

    /**
     * A spacecraft that a pass should have listed but did not, and that has to be looked up.
     *
     * @param at the look-up is not sent before this time
     * @param foundBefore whether a look-up has found it since it was last listed
     */
    public record Pending(long id, Instant at, boolean foundBefore) {
        public static final Comparator<Pending> SOONEST =
                Comparator.comparing(Pending::at).thenComparing(Pending::id);
    }

    public static LookUps of(List<LookedUp> all, @Nullable Instant lastMissing) {
        return new LookUps(all.stream().collect(Collectors.toMap(LookedUp::id, Function.identity())), lastMissing);
    }

    /** Returns the look-ups after one that found the spacecraft. */
    public LookUps found(long id, Instant now) {
        var times = found(id) + 1;
        return with(new LookedUp(id, times, 0, now.plus(growing(FOUND_FIRST, FOUND_LAST, times))));
    }

    /** Returns the look-ups after one that failed. */
    public LookUps failed(long id, Instant now) {
        var before = byId.get(id);
        var times = before == null ? 1 : before.failed() + 1;
        return with(new LookedUp(id, found(id), times, now.plus(growing(FAILED_FIRST, FAILED_LAST, times))));
    }

    /** Returns the look-ups without these spacecraft, which were listed or removed. */
    public LookUps without(Collection<Long> ids) {
        if (ids.stream().noneMatch(byId::containsKey)) {
            return this;
        }
        var left = new TreeMap<>(byId);
        left.keySet().removeAll(ids);
        return new LookUps(left, lastMissing);
    }

    public LookUps withLastMissing(Instant requestedAt) {
        return new LookUps(byId, requestedAt);
    }

    /** Returns whether a look-up has found the spacecraft since it was last listed. */
    public boolean isUnlisted(long id) {
        return found(id) > 0;
    }

    /**
     * Returns whether the last look-up found the spacecraft and the next one is not due yet. A pass
     * does not wait for such a spacecraft.
     */
    public boolean isSettled(long id, Instant now) {
        var entry = byId.get(id);
        return entry != null
                && entry.found() > 0
                && entry.failed() == 0
                && entry.askAgainAt().isAfter(now);
    }

    /** Returns the look-up of a spacecraft that a pass missed. */
    Pending pending(long id) {
        var entry = byId.get(id);
        return new Pending(id, entry == null ? Instant.MIN : entry.askAgainAt(), isUnlisted(id));
    }

    /** Returns the look-ups in the form of the reports. */
    public List<LookedUp> list() {
        var all = new ArrayList<>(byId.values());
        all.sort(Comparator.comparing(LookedUp::id));
        return List.copyOf(all);
    }

    private int found(long id) {
        var entry = byId.get(id);
        return entry == null ? 0 : entry.found();
    }

    private LookUps with(LookedUp entry) {
        var all = new TreeMap<>(byId);
        all.put(entry.id(), entry);
        return new LookUps(all, lastMissing);
    }

    private static Duration growing(Duration first, Duration last, int times) {
        var grown = first.multipliedBy(1L << Math.min(times - 1, 20));
        return grown.compareTo(last) < 0 ? grown : last;
    }
}
