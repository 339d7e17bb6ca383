package io.github.spacecrafttracker.streams.http.web;

import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.streams.history.History;
import io.github.spacecrafttracker.streams.history.NumberInSpace;
import io.github.spacecrafttracker.streams.history.Presence.Stay;
import io.github.spacecrafttracker.streams.history.Watermarks;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The history and its watermarks, for one request.
 *
 * @param knownFrom the first time that is known
 */
record KnownHistory(Watermarks watermarks, History history, Instant knownFrom) {
    // Far more than a chart can show; it merges steps that are too close together.
    private static final int MAX_STEPS = 1_000_000;

    /** Returns empty if the history cannot be queried yet. */
    static Optional<KnownHistory> read(Supplier<Optional<Watermarks>> watermarks, Supplier<History> history) {
        // In this order, so that the history contains everything up to the watermarks.
        var current = watermarks.get();
        var known = history.get();
        return current.flatMap(marks -> known.knownFrom().map(from -> new KnownHistory(marks, known, from)));
    }

    /** Returns the last twelve months, or the time since {@code knownFrom} if that is shorter. */
    TimeAxis lastYear(Instant now) {
        var yearAgo = now.atZone(ZoneOffset.UTC).minus(Period.ofYears(1)).toInstant();
        return new TimeAxis(knownFrom.isAfter(yearAgo) ? knownFrom : yearAgo, now);
    }

    /** Returns all of the time that is known. */
    TimeAxis all(Instant now) {
        return new TimeAxis(knownFrom, now);
    }

    StepChart chart(TimeAxis axis) {
        return StepChart.of(
                axis,
                history.numberInSpace().between(axis.from(), axis.to(), MAX_STEPS),
                history.asOf(Set.of(), watermarks));
    }

    /** Returns the bars of a spacecraft, which are empty if the spacecraft is not known. */
    StayBars bars(long spacecraft, TimeAxis axis) {
        return history.presence(spacecraft, watermarks)
                .map(presence -> StayBars.of(presence, axis))
                .orElseGet(() -> new StayBars(List.of(), List.of()));
    }

    /** Returns the current stay of a spacecraft; empty if there is none. */
    Optional<Stay> currentStay(long spacecraft) {
        return history.presence(spacecraft, watermarks).flatMap(presence -> presence.stays().stream()
                .filter(stay -> stay.end() == null)
                .findFirst());
    }

    /**
     * Returns the number in space over time as CSV (RFC 4180), in the columns of the API. The last
     * row is not after the time up to which all changes are known.
     */
    String csv() {
        var asOf = history.asOf(Set.of(), watermarks);
        var csv = new StringBuilder("time,at_least,at_most\r\n");
        var steps = asOf.isBefore(knownFrom)
                ? List.<NumberInSpace.Step>of()
                : history.numberInSpace().between(knownFrom, asOf, MAX_STEPS);
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
}
