package io.github.spacecrafttracker.streams.http.history;

import io.github.spacecrafttracker.streams.history.PastState;
import io.github.spacecrafttracker.streams.history.Presence.Bounds;
import io.github.spacecrafttracker.streams.history.Presence.Stay;
import io.github.spacecrafttracker.streams.history.StateAt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rows of the replies, as JSON objects. */
final class HistoryRows {
    private static final String NAME = "name";
    private static final List<Field> FIELDS = List.of(
            new Field(NAME, PastState::name),
            new Field("in_space", PastState::inSpace),
            new Field("status", PastState::status),
            new Field(
                    "flights_count",
                    state -> state.counts() == null ? null : state.counts().flights()),
            new Field(
                    "mission_ends_count",
                    state -> state.counts() == null ? null : state.counts().missionEnds()));

    private HistoryRows() {}

    private record Field(String name, Function<PastState, @Nullable Object> value) {
        /** Returns whether all possible states have the same value. */
        boolean isCertain(List<@Nullable PastState> possible) {
            // A removed spacecraft keeps its name, and has no state.
            return possible.stream()
                                    .filter(Objects::nonNull)
                                    .map(value)
                                    .distinct()
                                    .count()
                            == 1
                    && (name.equals(NAME) || possible.stream().noneMatch(Objects::isNull));
        }
    }

    /** Returns the row of one spacecraft in the list of states at a given time. */
    static Map<String, @Nullable Object> state(StateAt state) {
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put("id", state.spacecraft());
        row.put("certainty", state.certainty().label());
        if (state instanceof StateAt.Unknown unknown) {
            row.put(NAME, unknown.name());
            return row;
        }
        if (state instanceof StateAt.Unconfirmed unconfirmed) {
            row.put("observed_until", unconfirmed.observedUntil());
        }
        var certain = FIELDS.stream()
                .filter(field -> field.isCertain(state.possible()))
                .toList();
        state.possible().stream()
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(any -> row.putAll(values(any, certain)));
        if (state instanceof StateAt.Uncertain uncertain) {
            var uncertainFields =
                    FIELDS.stream().filter(field -> !certain.contains(field)).toList();
            row.put("not_before", uncertain.notBefore());
            row.put("not_after", uncertain.notAfter());
            row.put("before", nullable(uncertain.before(), uncertainFields));
            row.put("after", nullable(uncertain.after(), uncertainFields));
        }
        return row;
    }

    /**
     * Returns one stay. It has {@code removed} instead of {@code left} if the spacecraft was
     * removed from the catalogue while it was in space.
     */
    static Map<String, @Nullable Object> stay(Stay stay) {
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put("entered", bounds(stay.entered()));
        if (stay.end() == null) {
            row.put("left", null);
        } else {
            row.put(stay.end().removed() ? "removed" : "left", bounds(stay.end().bounds()));
        }
        return row;
    }

    private static Map<String, Object> bounds(Bounds bounds) {
        var row = new LinkedHashMap<String, Object>();
        if (bounds.notBefore() == null) {
            row.put("before", bounds.notAfter());
        } else {
            row.put("not_before", bounds.notBefore());
            row.put("not_after", bounds.notAfter());
        }
        return row;
    }

    private static @Nullable Map<String, @Nullable Object> nullable(@Nullable PastState state, List<Field> fields) {
        return state == null ? null : values(state, fields);
    }

    private static Map<String, @Nullable Object> values(PastState state, List<Field> fields) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        fields.forEach(field -> values.put(field.name(), field.value().apply(state)));
        return values;
    }
}
