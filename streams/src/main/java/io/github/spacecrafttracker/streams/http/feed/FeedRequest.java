package io.github.spacecrafttracker.streams.http.feed;

import io.github.spacecrafttracker.change.ChangeType;
import io.github.spacecrafttracker.change.Kind;
import io.github.spacecrafttracker.streams.changelog.ChangeFilter;
import io.github.spacecrafttracker.streams.query.Parameters;
import io.github.spacecrafttracker.streams.query.WholeNumber;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is asked of the feed. A parameter that it does not know is refused: a filter that is misspelt would let everything through.
 *
 * @param since empty: nothing was said
 * @param before where a page of the newest first ends; empty: with the newest
 * @param newestFirst the order of a page
 * @param limit changes of a page
 * @param ofPages which parameters were used that only pages know
 */
record FeedRequest(
        ChangeFilter filter,
        Optional<Since> since,
        Optional<String> before,
        boolean newestFirst,
        int limit,
        Set<String> ofPages) {
    static final String KIND = "kind";
    static final String TYPE = "type";
    static final String SPACECRAFT = "spacecraft";
    static final String SINCE = "since";
    static final String BEFORE = "before";
    static final String ORDER = "order";
    static final String LIMIT = "limit";

    private static final Set<String> ONLY_PAGES = Set.of(BEFORE, ORDER, LIMIT);
    private static final List<String> KNOWN = List.of(KIND, TYPE, SPACECRAFT, SINCE, BEFORE, ORDER, LIMIT);
    private static final int ORDINARY_LIMIT = 100;
    private static final int LARGEST_LIMIT = 1000;
    private static final int MOST_SPACECRAFT = 1000;

    /** @throws RefusedException with the first parameter that is not as it must be */
    static FeedRequest of(Parameters parameters) throws RefusedException {
        for (var name : parameters.values().keySet()) {
            if (!KNOWN.contains(name)) {
                throw invalid(name, "is no parameter of this feed, which has " + String.join(", ", KNOWN));
            }
        }
        var filter = new ChangeFilter(
                each(parameters, KIND, FeedRequest::kind),
                each(parameters, TYPE, FeedRequest::type),
                each(parameters, SPACECRAFT, FeedRequest::spacecraft));
        if (filter.spacecraft().size() > MOST_SPACECRAFT) {
            throw invalid(SPACECRAFT, "names more than " + MOST_SPACECRAFT);
        }
        return new FeedRequest(
                filter,
                since(parameters),
                given(parameters, BEFORE),
                newestFirst(parameters),
                limit(parameters),
                parameters.values().keySet().stream()
                        .filter(ONLY_PAGES::contains)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    FeedRequest ofOne(String spacecraft) {
        return new FeedRequest(
                new ChangeFilter(filter.kinds(), filter.types(), Set.of(spacecraft)),
                since,
                before,
                newestFirst,
                limit,
                ofPages);
    }

    private static Optional<Since> since(Parameters parameters) throws RefusedException {
        try {
            return given(parameters, SINCE).map(Since::parse);
        } catch (DateTimeException e) {
            throw invalid(
                    SINCE,
                    "must be beginning, now, a time of RFC 3339 such as 2026-11-24T10:40:05Z, a date, or a cursor");
        }
    }

    private static boolean newestFirst(Parameters parameters) throws RefusedException {
        var order = given(parameters, ORDER).orElse("oldest");
        if (order.equals("newest") || order.equals("oldest")) {
            return order.equals("newest");
        }
        throw invalid(ORDER, "must be oldest or newest");
    }

    private static int limit(Parameters parameters) throws RefusedException {
        var text = given(parameters, LIMIT).orElse(Integer.toString(ORDINARY_LIMIT));
        if (text.matches("[0-9]{1,4}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= LARGEST_LIMIT) {
            return Integer.parseInt(text);
        }
        throw invalid(LIMIT, "must be a number from 1 to " + LARGEST_LIMIT);
    }

    private static Optional<Kind> kind(String word) {
        return Stream.of(Kind.values())
                .filter(kind -> kind.idPart().equals(word))
                .findFirst();
    }

    /** One that this version does not know may be one of a later. */
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

    /** All values of a name, repeated or separated by commas. */
    private static <T> Set<T> each(Parameters parameters, String name, Function<String, Optional<T>> reading)
            throws RefusedException {
        var all = new LinkedHashSet<T>();
        for (var value : parameters.values().getOrDefault(name, List.of())) {
            for (var word : Arrays.asList(value.split(",", -1))) {
                if (!word.isBlank()) {
                    all.add(reading.apply(word.strip()).orElseThrow(() -> invalid(name, expected(name))));
                }
            }
        }
        return all;
    }

    private static String expected(String name) {
        return switch (name) {
            case KIND -> "must be of " + words(Stream.of(Kind.values()).map(Kind::idPart));
            case TYPE -> "must be of " + words(Stream.of(ChangeType.values()).map(ChangeType::shortName));
            default -> "must be ids, separated by commas";
        };
    }

    private static String words(Stream<String> words) {
        return words.collect(Collectors.joining(", "));
    }

    private static Optional<String> given(Parameters parameters, String name) {
        return parameters.last(name).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** Nothing of the request is repeated: it may be long, and anything. */
    private static RefusedException invalid(String name, String fault) {
        var shown = KNOWN.contains(name) ? "\"" + name + "\"" : "One of the parameters";
        return RefusedException.ofParameter(shown + " " + fault + ".");
    }
}
