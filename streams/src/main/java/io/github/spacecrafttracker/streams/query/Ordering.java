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
 * The order of a list. Nulls are where PostgreSQL puts them, last in ascending and first in descending order, and
 * durations are compared by their length. Rows that are equal in all terms are ordered by id; LL2 has no order then.
 *
 * @param terms the first is the most significant; none: by id
 */
public record Ordering(List<Term> terms) {
    public static final Ordering BY_ID = new Ordering(List.of());

    /** Reads a list separated by commas; invalid terms are dropped (docs/ll2-contract.md#ordering). */
    static Ordering of(String text) {
        var terms = new ArrayList<Term>();
        for (var term : text.split(",", -1)) {
            Term.of(term.strip()).ifPresent(terms::add);
        }
        return new Ordering(List.copyOf(terms));
    }

    /** A total order: spacecraft with different ids are never equal. */
    public Comparator<Fields> comparator() {
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

        Comparator<Fields> order() {
            return descending ? field.order().reversed() : field.order();
        }
    }

    /** The fields to order by; a request names them in lower case. */
    public enum Field {
        FLIGHTS_COUNT,
        ID,
        MISSION_ENDS_COUNT,
        TIME_DOCKED,
        TIME_IN_SPACE;

        private static final Map<String, Field> BY_PARAMETER = Stream.of(values())
                .collect(Collectors.toUnmodifiableMap(field -> field.name().toLowerCase(Locale.ROOT), field -> field));

        private Comparator<Fields> order() {
            return switch (this) {
                case FLIGHTS_COUNT -> comparing(Fields::flightsCount, nullsLast(naturalOrder()));
                case ID -> Comparator.comparingLong(Fields::id);
                case MISSION_ENDS_COUNT -> comparing(Fields::missionEndsCount, nullsLast(naturalOrder()));
                case TIME_DOCKED -> comparing(Fields::timeDocked, nullsLast(naturalOrder()));
                case TIME_IN_SPACE -> comparing(Fields::timeInSpace, nullsLast(naturalOrder()));
            };
        }
    }
}
