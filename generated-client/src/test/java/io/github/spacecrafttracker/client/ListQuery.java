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
 * A request for a list, with a simple specification of the expected rows.
 *
 * @param text the query, for the name of a test
 * @param parameters sets the parameters of the request
 * @param filter selects the expected rows
 * @param order orders the expected rows
 */
record ListQuery(
        String text,
        UnaryOperator<APISpacecraftListRequest.Builder> parameters,
        Predicate<JsonNode> filter,
        Comparator<JsonNode> order) {
    static final ListQuery ALL = new ListQuery("", request -> request, row -> true, number("id"));

    ListQuery inSpace(boolean value) {
        return and(
                "in_space=" + value,
                request -> request.inSpace(value),
                row -> row.required("in_space").booleanValue() == value);
    }

    ListQuery isPlaceholder(boolean value) {
        return and(
                "is_placeholder=" + value,
                request -> request.isPlaceholder(value),
                row -> row.required("is_placeholder").booleanValue() == value);
    }

    ListQuery name(String value) {
        return and("name=" + value, request -> request.name(value), row -> name(row)
                .equals(value));
    }

    ListQuery spacecraftConfig(int value) {
        return and(
                "spacecraft_config=" + value,
                request -> request.spacecraftConfig(value),
                row -> row.at("/spacecraft_config/id").intValue() == value);
    }

    ListQuery status(int value) {
        return and(
                "status=" + value,
                request -> request.status(value),
                row -> row.at("/status/id").intValue() == value);
    }

    /** @param terms the expected terms, each of which must be in the name or in that of the type */
    ListQuery search(String value, String... terms) {
        return and("search=" + value, request -> request.search(value), row -> Stream.of(terms)
                .map(term -> term.toLowerCase(Locale.ROOT))
                .allMatch(term -> lower(name(row)).contains(term)
                        || lower(name(row.required("spacecraft_config"))).contains(term)));
    }

    /** @param fields the expected order by priority; ties are ordered by id */
    ListQuery ordering(String value, List<Comparator<JsonNode>> fields) {
        var all = Stream.concat(fields.stream(), Stream.of(number("id")));
        var ordered = and("ordering=" + value, request -> request.ordering(value), row -> true);
        return new ListQuery(
                ordered.text,
                ordered.parameters,
                filter,
                all.reduce(Comparator::thenComparing).orElseThrow());
    }

    static Comparator<JsonNode> number(String field) {
        return Comparator.comparingLong(row -> row.required(field).longValue());
    }

    static Comparator<JsonNode> length(String field) {
        return Comparator.comparing(row -> Duration.parse(row.required(field).stringValue()));
    }

    APISpacecraftListRequest page(int limit, int offset) {
        return parameters
                .apply(APISpacecraftListRequest.newBuilder())
                .limit(limit)
                .offset(offset)
                .build();
    }

    /** Returns the expected ids, in order. */
    List<Integer> expected(Stream<? extends JsonNode> rows) {
        return rows.filter(filter)
                .sorted(order)
                .map(row -> row.required("id").intValue())
                .toList();
    }

    private ListQuery and(
            String parameter, UnaryOperator<APISpacecraftListRequest.Builder> addition, Predicate<JsonNode> condition) {
        return new ListQuery(
                text + " " + parameter,
                request -> addition.apply(parameters.apply(request)),
                row -> filter.test(row) && condition.test(row),
                order);
    }

    private static String name(JsonNode object) {
        return object.required("name").stringValue();
    }

    private static String lower(String value) {
        return value.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "?" + text.strip().replace(' ', '&');
    }
}
