package io.github.spacecrafttracker.streams.query;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsLast;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The order of a list. Nulls sort as in PostgreSQL: last in ascending and first in descending
 * order. Durations are compared by length. Rows that are equal in all terms are ordered by id,
 * although LL2 defines no order for them.
 *
 * @param terms the most significant first; empty: order by id
 */
public record Ordering(List<Term> terms) {
    public static final Ordering BY_ID = new Ordering(List.of());

    /** Reads a list separated by commas. Drops invalid terms; see docs/ll2-contract.md#ordering. */
    static Ordering of(String text) {
        var terms = new ArrayList<Term>();
        for (var term : text.split(",", -1)) {
            Term.of(term.strip()).ifPresent(terms::add);
        }
        return new Ordering(List.copyOf(terms));
    }

    /** Returns a total order: spacecraft with different ids are never equal. */
    public Comparator<QueryFields> comparator() {
        return Stream.concat(terms.stream(), Stream.of(new Term(Field.ID, false)))
                .map(Term::order)
                .reduce(Comparator::thenComparing)
                .orElseThrow();
    }

    /** One field and its direction. */
    public record Term(Field field, boolean descending) {
        static Optional<Term> of(String text) {
            var descending = text.startsWith("-");
            var name = descending ? text.substring(1) : text;
            return Optional.ofNullable(Field.BY_PARAMETER.get(name)).map(field -> new Term(field, descending));
        }

        Comparator<QueryFields> order() {
            return descending ? field.order().reversed() : field.order();
        }
    }

    /** The fields that a list can be ordered by. A request names them in lower case. */
    public enum Field {
        FLIGHTS_COUNT,
        ID,
        MISSION_ENDS_COUNT,
        TIME_DOCKED,
        TIME_IN_SPACE;

        private static final Map<String, Field> BY_PARAMETER = Stream.of(values())
                .collect(Collectors.toUnmodifiableMap(field -> field.name().toLowerCase(Locale.ROOT), field -> field));

        private Comparator<QueryFields> order() {
            return switch (this) {
                case FLIGHTS_COUNT -> comparing(QueryFields::flightsCount, nullsLast(naturalOrder()));
                case ID -> Comparator.comparingLong(QueryFields::id);
                case MISSION_ENDS_COUNT -> comparing(QueryFields::missionEndsCount, nullsLast(naturalOrder()));
                case TIME_DOCKED -> comparing(QueryFields::timeDocked, nullsLast(naturalOrder()));
                case TIME_IN_SPACE -> comparing(QueryFields::timeInSpace, nullsLast(naturalOrder()));
            };
        }
    }
}
