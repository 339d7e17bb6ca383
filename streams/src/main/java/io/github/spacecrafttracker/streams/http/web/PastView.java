package io.github.spacecrafttracker.streams.http.web;

import io.github.spacecrafttracker.change.ChangeDescription;
import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.streams.history.KnownHistory;
import io.github.spacecrafttracker.streams.history.NumberInSpace.Step;
import io.github.spacecrafttracker.streams.history.PastState;
import io.github.spacecrafttracker.streams.history.StateAt;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The state of all spacecraft at a time in the past.
 *
 * @param number the number in space at that time
 * @param rows the spacecraft that were or may have been in space, by certainty, then by name
 * @param others the number of spacecraft that were not in space
 * @param isUnconfirmed whether any state, including those of the others, is unconfirmed
 */
record PastView(Instant at, Step number, List<PastRow> rows, long others, boolean isUnconfirmed) {
    private static final String LAST_OBSERVED = " when last observed";

    /**
     * One spacecraft at that time.
     *
     * @param state its state, or states
     * @param status its status; several if it is uncertain
     */
    record PastRow(StateAt state, String name, String status) {
        static PastRow of(StateAt state) {
            var possible = states(state).toList();
            var name = possible.stream()
                    .map(PastState::name)
                    .filter(Objects::nonNull)
                    .reduce((first, second) -> second)
                    .orElse("Spacecraft " + state.spacecraft());
            var status = possible.stream()
                    .map(PastState::status)
                    .filter(Objects::nonNull)
                    .map(ChangeDescription::status)
                    .distinct()
                    .collect(Collectors.joining(" or "));
            return new PastRow(state, name, status);
        }

        /** Returns whether the spacecraft was in space in all states that are possible. */
        boolean isCertainlyInSpace() {
            return state.possible().stream().allMatch(possible -> possible != null && possible.isInSpace());
        }

        Optional<StateAt.Uncertain> uncertain() {
            return state instanceof StateAt.Uncertain uncertain ? Optional.of(uncertain) : Optional.empty();
        }

        Optional<StateAt.Unconfirmed> unconfirmed() {
            return state instanceof StateAt.Unconfirmed unconfirmed ? Optional.of(unconfirmed) : Optional.empty();
        }

        String label() {
            return switch (state.certainty()) {
                case OBSERVED, UNCERTAIN -> isCertainlyInSpace() ? "In space" : "Uncertain";
                case UNCONFIRMED, UNKNOWN -> "Unconfirmed";
            };
        }

        /** Returns what happened between the bounds of an uncertain state. */
        String uncertainChange() {
            var states = state.possible();
            var before = states.get(0);
            var after = states.get(states.size() - 1);
            if (isCertainlyInSpace()) {
                return "its other data changed";
            }
            if (after == null) {
                return "it was removed from the catalogue";
            }
            if (before == null) {
                return "it returned to the catalogue";
            }
            if (before.isInSpace() == after.isInSpace()) {
                return "its state changed and changed back";
            }
            return after.isInSpace() ? "it entered space" : "it left space";
        }
    }

    static PastView of(KnownHistory known, Instant at) {
        var states = known.history().at(at, known.watermarks());
        return new PastView(
                at,
                known.history().numberInSpace().between(at, at, 1).get(0),
                states.stream()
                        .filter(state -> states(state).anyMatch(PastState::mayBeInSpace))
                        .map(PastRow::of)
                        .sorted(Comparator.comparing(
                                        (PastRow row) -> row.state().certainty())
                                .thenComparing(PastRow::name))
                        .toList(),
                states.stream()
                        .filter(state -> states(state).findAny().isPresent())
                        .filter(state -> states(state).noneMatch(PastState::mayBeInSpace))
                        .count(),
                states.stream().anyMatch(StateAt.Unconfirmed.class::isInstance));
    }

    /** Returns the number as text, such as {@code 11 to 12 spacecraft in space}. */
    String numberText() {
        return StepChart.range(number.atLeast(), number.atMost()) + " spacecraft in space"
                + (isUnconfirmed ? LAST_OBSERVED : "");
    }

    String title() {
        return TimeFormat.MINUTE.text(at, at) + ": " + numberText();
    }

    String atText() {
        return Json.time(at);
    }

    String othersText() {
        return (others == 1 ? "1 other spacecraft was" : others + " other spacecraft were") + " not in space"
                + (isUnconfirmed ? LAST_OBSERVED : "") + ".";
    }

    private static Stream<PastState> states(StateAt state) {
        return state.possible().stream().filter(Objects::nonNull);
    }
}
