package io.github.spacecrafttracker.streams.http.history;

import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.streams.history.PastState;
import io.github.spacecrafttracker.streams.history.StateAt;
import io.github.spacecrafttracker.streams.history.StateAt.Certainty;
import io.github.spacecrafttracker.streams.http.RequestException;
import io.github.spacecrafttracker.streams.http.StrictParameters;
import io.github.spacecrafttracker.streams.query.Parameters;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A request for the history. Times are truncated to milliseconds, like those of the changes. */
sealed interface HistoryRequest {
    String AT = "at";
    String FROM = "from";
    String TO = "to";
    String LIMIT = "limit";
    String OFFSET = "offset";

    /**
     * A request for the states at a time. An empty filter accepts every state, except that an empty
     * {@code certainty} accepts unknown states only together with a filter by spacecraft.
     *
     * @param at empty means now
     */
    record States(
            Optional<Instant> at,
            Optional<Boolean> inSpace,
            Set<Long> status,
            Set<Long> spacecraft,
            Set<Certainty> certainty,
            int limit,
            int offset)
            implements HistoryRequest {
        private static final String IN_SPACE = "in_space";
        private static final String STATUS = "status";
        private static final String SPACECRAFT = "spacecraft";
        private static final String CERTAINTY = "certainty";
        private static final int DEFAULT_LIMIT = 100;
        private static final int MAX_LIMIT = 1000;

        /** @throws RequestException for the first invalid parameter */
        static States parse(StrictParameters parameters) throws RequestException {
            parameters.rejectUnknown(List.of(AT, IN_SPACE, STATUS, SPACECRAFT, CERTAINTY, LIMIT, OFFSET));
            return new States(
                    time(parameters, AT),
                    parameters.flag(IN_SPACE),
                    parameters.ids(STATUS),
                    parameters.ids(SPACECRAFT),
                    parameters.each(CERTAINTY, Certainty::of, "supports " + certainties()),
                    parameters.number(LIMIT, 1, MAX_LIMIT, DEFAULT_LIMIT),
                    parameters.number(OFFSET, 0, Integer.MAX_VALUE, 0));
        }

        /** Returns whether each filter matches at least one of the possible states. */
        boolean accepts(StateAt state) {
            return (spacecraft.isEmpty() || spacecraft.contains(state.spacecraft()))
                    && acceptsCertainty(state.certainty())
                    && (inSpace.isEmpty() || possible(state).anyMatch(this::acceptsInSpace))
                    && (status.isEmpty() || possible(state).anyMatch(this::acceptsStatus));
        }

        private boolean acceptsCertainty(Certainty actual) {
            return certainty.isEmpty()
                    ? actual != Certainty.UNKNOWN || !spacecraft.isEmpty()
                    : certainty.contains(actual);
        }

        private boolean acceptsInSpace(PastState state) {
            return inSpace.orElseThrow() ? state.mayBeInSpace() : !state.isInSpace();
        }

        private boolean acceptsStatus(PastState state) {
            return state.status() == null || status.contains(state.status().id());
        }

        private static Stream<PastState> possible(StateAt state) {
            return state.possible().stream().filter(Objects::nonNull);
        }

        private static String certainties() {
            return Stream.of(Certainty.values()).map(Certainty::label).collect(Collectors.joining(", "));
        }
    }

    /**
     * A request for the number in space over time.
     *
     * @param from empty means the beginning of the history
     * @param to empty means the time up to which all changes are known
     */
    record InSpace(Optional<Instant> from, Optional<Instant> to, int limit) implements HistoryRequest {
        private static final int DEFAULT_LIMIT = 1000;
        private static final int MAX_LIMIT = 10_000;

        /** @throws RequestException for the first invalid parameter */
        static InSpace parse(StrictParameters parameters) throws RequestException {
            parameters.rejectUnknown(List.of(FROM, TO, LIMIT));
            var from = time(parameters, FROM);
            var to = time(parameters, TO);
            if (from.isPresent() && to.isPresent() && from.get().isAfter(to.get())) {
                throw StrictParameters.invalid(FROM, "must not be after \"to\"");
            }
            return new InSpace(from, to, parameters.number(LIMIT, 1, MAX_LIMIT, DEFAULT_LIMIT));
        }

        /**
         * Returns the parameters of the next page. They do not repeat the text of the request,
         * because the link to this page can be a header, whose length is limited.
         */
        Parameters nextPage(Instant first, Instant last) {
            return new Parameters(Map.of())
                    .with(FROM, Json.time(first))
                    .with(TO, Json.time(last))
                    .with(LIMIT, Integer.toString(limit));
        }
    }

    private static Optional<Instant> time(StrictParameters parameters, String name) throws RequestException {
        return parameters.time(name).map(time -> time.truncatedTo(ChronoUnit.MILLIS));
    }
}
