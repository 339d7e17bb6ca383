package io.github.spacecrafttracker.client;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import ll2.client.api.SpacecraftApi.APISpacecraftListRequest;
import tools.jackson.databind.JsonNode;

/**
 * What one asks the list for, and what must come, told as simply as can be.
 *
 * @param asked sets the parameters
 * @param meant which rows must come
 * @param order in which order
 */
record Query(
        String what,
        UnaryOperator<APISpacecraftListRequest.Builder> asked,
        Predicate<JsonNode> meant,
        Comparator<JsonNode> order) {
    static final Query ALL = new Query("", request -> request, row -> true, number("id"));

    Query inSpace(boolean value) {
        return and(
                "in_space=" + value,
                request -> request.inSpace(value),
                row -> row.required("in_space").booleanValue() == value);
    }

    Query isPlaceholder(boolean value) {
        return and(
                "is_placeholder=" + value,
                request -> request.isPlaceholder(value),
                row -> row.required("is_placeholder").booleanValue() == value);
    }

    Query name(String value) {
        return and("name=" + value, request -> request.name(value), row -> name(row)
                .equals(value));
    }

    Query spacecraftConfig(int value) {
        return and(
                "spacecraft_config=" + value,
                request -> request.spacecraftConfig(value),
                row -> row.at("/spacecraft_config/id").intValue() == value);
    }

    Query status(int value) {
        return and(
                "status=" + value,
                request -> request.status(value),
                row -> row.at("/status/id").intValue() == value);
    }

    /** @param terms what it means: each must be in the name, or in that of the type */
    Query search(String value, String... terms) {
        return and("search=" + value, request -> request.search(value), row -> Stream.of(terms)
                .map(term -> term.toLowerCase(Locale.ROOT))
                .allMatch(term -> lower(name(row)).contains(term)
                        || lower(name(row.required("spacecraft_config"))).contains(term)));
    }

    /** @param fields what it means: the first before the next; ties go by id */
    Query ordering(String value, List<Comparator<JsonNode>> fields) {
        var all = Stream.concat(fields.stream(), Stream.of(number("id")));
        var asking = and("ordering=" + value, request -> request.ordering(value), row -> true);
        return new Query(
                asking.what,
                asking.asked,
                meant,
                all.reduce(Comparator::thenComparing).orElseThrow());
    }

    static Comparator<JsonNode> number(String field) {
        return Comparator.comparingLong(row -> row.required(field).longValue());
    }

    static Comparator<JsonNode> length(String field) {
        return Comparator.comparing(row -> Duration.parse(row.required(field).stringValue()));
    }

    APISpacecraftListRequest page(int limit, int offset) {
        return asked.apply(APISpacecraftListRequest.newBuilder())
                .limit(limit)
                .offset(offset)
                .build();
    }

    /** The ids that must come, in order. */
    List<Integer> expected(Stream<? extends JsonNode> rows) {
        return rows.filter(meant)
                .sorted(order)
                .map(row -> row.required("id").intValue())
                .toList();
    }

    private Query and(
            String parameter, UnaryOperator<APISpacecraftListRequest.Builder> asking, Predicate<JsonNode> meaning) {
        return new Query(
                what + " " + parameter,
                request -> asking.apply(asked.apply(request)),
                row -> meant.test(row) && meaning.test(row),
                order);
    }

    private static String name(JsonNode object) {
        return object.required("name").stringValue();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "?" + what.strip().replace(' ', '&');
    }
}
