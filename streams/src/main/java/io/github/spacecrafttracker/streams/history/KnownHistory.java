package io.github.spacecrafttracker.streams.history;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The history and its watermarks, for one request.
 *
 * @param knownFrom the earliest time at which the states are known
 */
public record KnownHistory(Watermarks watermarks, History history, Instant knownFrom) {
    private static final int MAX_CSV_ROWS = 1_000_000;

    /** Returns empty if the history cannot be queried yet. */
    public static Optional<KnownHistory> read(Supplier<Optional<Watermarks>> watermarks, Supplier<History> history) {
        // In this order, so that the history contains everything up to the watermarks.
        var current = watermarks.get();
        var known = history.get();
        return current.flatMap(marks -> known.knownFrom().map(from -> new KnownHistory(marks, known, from)));
    }

    /** Returns the time up to which all changes are known. */
    public Instant asOf() {
        return history.asOf(Set.of(), watermarks);
    }

    /** Returns the stays of a spacecraft in space; empty if no change of it is known. */
    public Optional<Presence> presence(long spacecraft) {
        return history.presence(spacecraft, watermarks);
    }

    /**
     * Returns the number in space over time as CSV, in the columns of the API. The last row is not
     * after {@link #asOf}.
     */
    public String csv() {
        var asOf = asOf();
        return NumberInSpace.csv(
                asOf.isBefore(knownFrom) ? List.of() : history.numberInSpace().between(knownFrom, asOf, MAX_CSV_ROWS));
    }
}
