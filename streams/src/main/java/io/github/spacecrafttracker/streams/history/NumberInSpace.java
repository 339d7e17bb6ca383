package io.github.spacecrafttracker.streams.history;

import io.github.spacecrafttracker.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The number of spacecraft in space over time. Immutable. */
public final class NumberInSpace {
    private final List<Step> steps;

    /**
     * The number from a time until the next step. The true number is between the two bounds.
     *
     * @param atLeast the number of spacecraft that were certainly in space
     * @param atMost the number of spacecraft that were or may have been in space
     */
    public record Step(Instant time, int atLeast, int atMost) {
        boolean hasNumbersOf(Step other) {
            return atLeast == other.atLeast && atMost == other.atMost;
        }

        Step with(PresenceChange change) {
            return new Step(Instant.ofEpochMilli(change.time()), atLeast + change.atLeast(), atMost + change.atMost());
        }
    }

    /**
     * A change of one spacecraft's contribution to the numbers, as differences.
     *
     * @param time in epoch milliseconds
     */
    record PresenceChange(long time, int atLeast, int atMost) {}

    private NumberInSpace(List<Step> steps) {
        this.steps = steps;
    }

    /** @param start the first time, in epoch milliseconds */
    static NumberInSpace of(Collection<Timeline> timelines, long start) {
        var changes = new ArrayList<PresenceChange>();
        for (var timeline : timelines) {
            changes.addAll(timeline.presence());
        }
        changes.sort(Comparator.comparingLong(PresenceChange::time));
        var steps = new ArrayList<Step>();
        var current = new Step(Instant.ofEpochMilli(start), 0, 0);
        steps.add(current);
        for (var change : changes) {
            current = current.with(change);
            int last = steps.size() - 1;
            if (change.time() <= start) {
                current = new Step(Instant.ofEpochMilli(start), current.atLeast(), current.atMost());
            }
            if (current.time().equals(steps.get(last).time())) {
                steps.set(last, current);
            } else {
                steps.add(current);
            }
        }
        return new NumberInSpace(withoutRepetitions(steps));
    }

    /**
     * Returns the numbers at a time and at each later time at which one of them changes.
     *
     * @param from at least {@link History#knownFrom}
     * @param to inclusive; not before {@code from}
     * @param limit the maximum number of steps
     */
    public List<Step> between(Instant from, Instant to, int limit) {
        int first = countUpTo(from) - 1;
        int end = (int) Math.min(countUpTo(to), (long) first + limit);
        var between = new ArrayList<>(steps.subList(first, end));
        var at = between.get(0);
        between.set(0, new Step(from, at.atLeast(), at.atMost()));
        return between;
    }

    /** Returns the lines of a CSV file (RFC 4180), with a header. */
    public static String csv(List<Step> steps) {
        var csv = new StringBuilder("time,at_least,at_most\r\n");
        for (var step : steps) {
            csv.append(Json.time(step.time()))
                    .append(',')
                    .append(step.atLeast())
                    .append(',')
                    .append(step.atMost())
                    .append("\r\n");
        }
        return csv.toString();
    }

    // Differences at the same time can cancel each other out.
    private static List<Step> withoutRepetitions(List<Step> steps) {
        var different = new ArrayList<Step>();
        for (var step : steps) {
            if (different.isEmpty() || !step.hasNumbersOf(different.get(different.size() - 1))) {
                different.add(step);
            }
        }
        return List.copyOf(different);
    }

    /** Returns the number of leading steps up to a time. */
    private int countUpTo(Instant time) {
        int low = 0;
        int high = steps.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (steps.get(middle).time().isAfter(time)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
