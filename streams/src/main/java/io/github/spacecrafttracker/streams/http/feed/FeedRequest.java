package io.github.spacecrafttracker.streams.http.feed;

import io.github.spacecrafttracker.change.ChangeType;
import io.github.spacecrafttracker.change.Kind;
import io.github.spacecrafttracker.streams.changelog.ChangeFilter;
import io.github.spacecrafttracker.streams.http.RequestException;
import io.github.spacecrafttracker.streams.http.StrictParameters;
import io.github.spacecrafttracker.streams.query.Parameters;
import java.time.DateTimeException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
     * @throws RequestException for the first invalid parameter
     */
    static FeedRequest parse(
            FeedFormat format, Parameters parameters, Optional<String> spacecraft, Optional<String> lastEventId)
            throws RequestException {
        var parser = new Parser(new StrictParameters(parameters));
        parser.rejectUnknownParameters();
        var filter = parser.filter(spacecraft);
        return format == FeedFormat.STREAM ? parser.eventStream(filter, lastEventId) : parser.page(filter);
    }

    /** Parses the parameters. */
    record Parser(StrictParameters parameters) {
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

        void rejectUnknownParameters() throws RequestException {
            parameters.rejectUnknown(KNOWN);
        }

        ChangeFilter filter(Optional<String> spacecraftInPath) throws RequestException {
            var filter = new ChangeFilter(
                    parameters.each(
                            KIND,
                            Parser::kind,
                            "supports " + words(Stream.of(Kind.values()).map(Kind::idPart))),
                    parameters.each(
                            TYPE,
                            Parser::type,
                            "supports " + words(Stream.of(ChangeType.values()).map(ChangeType::shortName))),
                    parameters.ids(SPACECRAFT).stream().map(String::valueOf).collect(Collectors.toSet()));
            if (filter.spacecraft().size() > MAX_SPACECRAFT) {
                throw StrictParameters.invalid(SPACECRAFT, "must not have more than " + MAX_SPACECRAFT + " ids");
            }
            if (spacecraftInPath.isEmpty()) {
                return filter;
            }
            if (!filter.spacecraft().isEmpty()) {
                throw StrictParameters.invalid(
                        SPACECRAFT, "is not supported here, because the path names the spacecraft");
            }
            return new ChangeFilter(filter.kinds(), filter.types(), Set.of(spacecraftInPath.get()));
        }

        EventStream eventStream(ChangeFilter filter, Optional<String> lastEventId) throws RequestException {
            var start = start();
            for (var name : parameters.all().values().keySet()) {
                if (ONLY_FOR_PAGES.contains(name)) {
                    throw StrictParameters.invalid(
                            name, "is only supported for pages: request one with \"Accept: application/json\"");
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

        FeedRequest page(ChangeFilter filter) throws RequestException {
            var start = start();
            var before = parameters.text(BEFORE);
            var order = parameters.text(ORDER).orElse("oldest");
            var limit = parameters.number(LIMIT, 1, MAX_LIMIT, DEFAULT_LIMIT);
            switch (order) {
                case "oldest" -> {
                    if (before.isPresent()) {
                        throw StrictParameters.invalid(BEFORE, "is only supported with \"order=newest\"");
                    }
                    return new OldestFirst(filter, start.orElse(new StartPosition.Beginning()), limit);
                }
                case "newest" -> {
                    if (start.isPresent()) {
                        throw StrictParameters.invalid(SINCE, "is not supported with \"order=newest\"");
                    }
                    return new NewestFirst(filter, before, limit);
                }
                default -> throw StrictParameters.invalid(ORDER, "must be oldest or newest");
            }
        }

        private Optional<StartPosition> start() throws RequestException {
            try {
                return parameters.text(SINCE).map(StartPosition::parse);
            } catch (DateTimeException e) {
                throw StrictParameters.invalid(
                        SINCE,
                        "must be beginning, now, an RFC 3339 time such as 2026-11-24T10:40:05Z, a date, or a cursor");
            }
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

        private static String words(Stream<String> words) {
            return words.collect(Collectors.joining(", "));
        }
    }
}
