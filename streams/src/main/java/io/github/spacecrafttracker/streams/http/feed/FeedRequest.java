package io.github.spacecrafttracker.streams.http.feed;

import io.github.spacecrafttracker.change.ChangeType;
import io.github.spacecrafttracker.change.Kind;
import io.github.spacecrafttracker.streams.changelog.ChangeFilter;
import io.github.spacecrafttracker.streams.query.Parameters;
import io.github.spacecrafttracker.streams.query.WholeNumber;
import java.time.DateTimeException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A request for a stream or for a page of changes. Unknown parameters are rejected, because a
 * misspelled filter would otherwise accept every change.
 */
sealed interface FeedRequest {
    String SINCE = "since";
    String BEFORE = "before";

    /** A stream of server-sent events. */
    record EventStream(ChangeFilter filter, StartPosition start) implements FeedRequest {}

    /** A page in the order of the log. */
    record OldestFirst(ChangeFilter filter, StartPosition start, int limit) implements FeedRequest {}

    /**
     * A page in reverse order.
     *
     * @param before the cursor at which the page starts; empty to start with the newest change
     */
    record NewestFirst(ChangeFilter filter, Optional<String> before, int limit) implements FeedRequest {}

    /**
     * Parses a request.
     *
     * @param spacecraft the id in the path; empty if the path is that of all spacecraft
     * @param lastEventId the {@code Last-Event-ID} header, which takes precedence over
     *     {@code since}; pages ignore it
     * @throws FeedRequestException for the first invalid parameter
     */
    static FeedRequest parse(
            FeedFormat format, Parameters parameters, Optional<String> spacecraft, Optional<String> lastEventId)
            throws FeedRequestException {
        var parser = new Parser(parameters);
        parser.rejectUnknownParameters();
        var filter = parser.filter(spacecraft);
        return format == FeedFormat.STREAM ? parser.eventStream(filter, lastEventId) : parser.page(filter);
    }

    /** Parses the parameters. */
    record Parser(Parameters parameters) {
        private static final String KIND = "kind";
        private static final String TYPE = "type";
        private static final String SPACECRAFT = "spacecraft";
        private static final String ORDER = "order";
        private static final String LIMIT = "limit";
        private static final List<String> KNOWN = List.of(KIND, TYPE, SPACECRAFT, SINCE, BEFORE, ORDER, LIMIT);
        private static final Set<String> ONLY_FOR_PAGES = Set.of(BEFORE, ORDER, LIMIT);
        private static final int DEFAULT_LIMIT = 100;
        private static final int MAX_LIMIT = 1000;
        private static final int MAX_SPACECRAFT = 1000;

        void rejectUnknownParameters() throws FeedRequestException {
            if (!KNOWN.containsAll(parameters.values().keySet())) {
                // The message does not contain the name, because it may have any length and any
                // characters.
                throw FeedRequestException.invalidParameter(
                        "One of the parameters is unknown. The feed supports " + String.join(", ", KNOWN) + ".");
            }
        }

        ChangeFilter filter(Optional<String> spacecraftInPath) throws FeedRequestException {
            var filter = new ChangeFilter(
                    each(KIND, Parser::kind), each(TYPE, Parser::type), each(SPACECRAFT, Parser::spacecraft));
            if (filter.spacecraft().size() > MAX_SPACECRAFT) {
                throw invalid(SPACECRAFT, "must not have more than " + MAX_SPACECRAFT + " ids");
            }
            if (spacecraftInPath.isEmpty()) {
                return filter;
            }
            if (!filter.spacecraft().isEmpty()) {
                throw invalid(SPACECRAFT, "is not supported here, because the path names the spacecraft");
            }
            return new ChangeFilter(filter.kinds(), filter.types(), Set.of(spacecraftInPath.get()));
        }

        EventStream eventStream(ChangeFilter filter, Optional<String> lastEventId) throws FeedRequestException {
            var start = start();
            for (var name : parameters.values().keySet()) {
                if (ONLY_FOR_PAGES.contains(name)) {
                    throw invalid(name, "is only supported for pages: request one with \"Accept: application/json\"");
                }
            }
            return new EventStream(
                    filter,
                    lastEventId
                            .map(String::strip)
                            .filter(cursor -> !cursor.isEmpty())
                            .<StartPosition>map(StartPosition.AfterCursor::new)
                            .or(() -> start)
                            .orElse(new StartPosition.Now()));
        }

        FeedRequest page(ChangeFilter filter) throws FeedRequestException {
            var start = start();
            var before = nonEmpty(BEFORE);
            var order = nonEmpty(ORDER).orElse("oldest");
            var limit = limit();
            switch (order) {
                case "oldest" -> {
                    if (before.isPresent()) {
                        throw invalid(BEFORE, "is only supported with \"order=newest\"");
                    }
                    return new OldestFirst(filter, start.orElse(new StartPosition.Beginning()), limit);
                }
                case "newest" -> {
                    if (start.isPresent()) {
                        throw invalid(SINCE, "is not supported with \"order=newest\"");
                    }
                    return new NewestFirst(filter, before, limit);
                }
                default -> throw invalid(ORDER, "must be oldest or newest");
            }
        }

        private Optional<StartPosition> start() throws FeedRequestException {
            try {
                return nonEmpty(SINCE).map(StartPosition::parse);
            } catch (DateTimeException e) {
                throw invalid(
                        SINCE,
                        "must be beginning, now, an RFC 3339 time such as 2026-11-24T10:40:05Z, a date, or a cursor");
            }
        }

        private int limit() throws FeedRequestException {
            var text = nonEmpty(LIMIT).orElse(Integer.toString(DEFAULT_LIMIT));
            if (text.matches("[0-9]{1,4}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= MAX_LIMIT) {
                return Integer.parseInt(text);
            }
            throw invalid(LIMIT, "must be a number from 1 to " + MAX_LIMIT);
        }

        private static Optional<Kind> kind(String word) {
            return Stream.of(Kind.values())
                    .filter(kind -> kind.idPart().equals(word))
                    .findFirst();
        }

        /**
         * Accepts any full name, because a later version may have types that this version does not
         * know.
         */
        private static Optional<String> type(String word) {
            return word.startsWith(ChangeType.PREFIX)
                    ? Optional.of(word)
                    : Stream.of(ChangeType.values())
                            .filter(type -> type.shortName().equals(word))
                            .map(ChangeType::ceType)
                            .findFirst();
        }

        private static Optional<String> spacecraft(String id) {
            return WholeNumber.parseId(id).map(number -> Long.toString(number));
        }

        /**
         * Returns all values of a parameter, which may be repeated and may contain several values
         * with commas.
         */
        private <T> Set<T> each(String name, Function<String, Optional<T>> parse) throws FeedRequestException {
            var all = new LinkedHashSet<T>();
            for (var value : parameters.values().getOrDefault(name, List.of())) {
                for (var word : value.split(",", -1)) {
                    if (!word.isBlank()) {
                        all.add(parse.apply(word.strip()).orElseThrow(() -> invalid(name, expected(name))));
                    }
                }
            }
            return all;
        }

        private static String expected(String name) {
            return switch (name) {
                case KIND -> "supports " + words(Stream.of(Kind.values()).map(Kind::idPart));
                case TYPE -> "supports " + words(Stream.of(ChangeType.values()).map(ChangeType::shortName));
                default -> "must be ids, separated by commas";
            };
        }

        private static String words(Stream<String> words) {
            return words.collect(Collectors.joining(", "));
        }

        private Optional<String> nonEmpty(String name) {
            return parameters.last(name).map(String::strip).filter(value -> !value.isEmpty());
        }

        private static FeedRequestException invalid(String name, String problem) {
            return FeedRequestException.invalidParameter("\"" + name + "\" " + problem + ".");
        }
    }
}
