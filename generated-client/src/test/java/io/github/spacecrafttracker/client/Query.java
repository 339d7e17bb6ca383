package io.github.spacecrafttracker.client;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import ll2.client.ApiException;
import ll2.client.api.SpacecraftApi;
import ll2.client.model.PaginatedPolymorphicSpacecraftEndpointList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What one asks the list for, and what must come, told as simply as can be.
 *
 * @param search as it is sent; {@code terms} is what it means
 * @param ordering as it is sent; {@code order} is what it means
 */
record Query(
        String what,
        @Nullable Boolean inSpace,
        @Nullable Boolean isPlaceholder,
        @Nullable String name,
        @Nullable Integer spacecraftConfig,
        @Nullable Integer status,
        @Nullable String search,
        List<String> terms,
        @Nullable String ordering,
        List<Comparator<JsonNode>> order) {
    static final Query ALL = new Query("all", null, null, null, null, null, null, List.of(), null, List.of());

    Query inSpace(boolean value) {
        return new Query(
                with("in_space=" + value),
                value,
                isPlaceholder,
                name,
                spacecraftConfig,
                status,
                search,
                terms,
                ordering,
                order);
    }

    Query isPlaceholder(boolean value) {
        return new Query(
                with("is_placeholder=" + value),
                inSpace,
                value,
                name,
                spacecraftConfig,
                status,
                search,
                terms,
                ordering,
                order);
    }

    Query name(String value) {
        return new Query(
                with("name=" + value),
                inSpace,
                isPlaceholder,
                value,
                spacecraftConfig,
                status,
                search,
                terms,
                ordering,
                order);
    }

    Query spacecraftConfig(int value) {
        return new Query(
                with("spacecraft_config=" + value),
                inSpace,
                isPlaceholder,
                name,
                value,
                status,
                search,
                terms,
                ordering,
                order);
    }

    Query status(int value) {
        return new Query(
                with("status=" + value),
                inSpace,
                isPlaceholder,
                name,
                spacecraftConfig,
                value,
                search,
                terms,
                ordering,
                order);
    }

    Query search(String value, String... means) {
        return new Query(
                with("search=" + value),
                inSpace,
                isPlaceholder,
                name,
                spacecraftConfig,
                status,
                value,
                List.of(means),
                ordering,
                order);
    }

    Query ordering(String value, List<Comparator<JsonNode>> means) {
        return new Query(
                with("ordering=" + value),
                inSpace,
                isPlaceholder,
                name,
                spacecraftConfig,
                status,
                search,
                terms,
                value,
                means);
    }

    static Comparator<JsonNode> number(String field) {
        return Comparator.comparingLong(row -> row.required(field).longValue());
    }

    static Comparator<JsonNode> length(String field) {
        return Comparator.comparing(row -> Duration.parse(row.required(field).stringValue()));
    }

    /** One page of it. */
    PaginatedPolymorphicSpacecraftEndpointList page(SpacecraftApi client, int limit, int offset) throws ApiException {
        return client.spacecraftList(
                inSpace, isPlaceholder, limit, null, name, offset, ordering, search, spacecraftConfig, status);
    }

    /** The ids that must come, in order. */
    List<Integer> expected(Stream<? extends JsonNode> rows) {
        var by = order.stream()
                .reduce((first, second) -> first.thenComparing(second))
                .orElse(number("id"));
        return rows.filter(this::matches)
                .sorted(by.thenComparing(number("id")))
                .map(row -> row.required("id").intValue())
                .toList();
    }

    private boolean matches(JsonNode row) {
        var config = row.required("spacecraft_config");
        return (inSpace == null || row.required("in_space").booleanValue() == inSpace)
                && (isPlaceholder == null || row.required("is_placeholder").booleanValue() == isPlaceholder)
                && (name == null || row.required("name").stringValue().equals(name))
                && (spacecraftConfig == null || config.required("id").intValue() == spacecraftConfig)
                && (status == null || row.required("status").required("id").intValue() == status)
                && terms.stream().allMatch(term -> holds(row, term) || holds(config, term));
    }

    private static boolean holds(JsonNode object, String term) {
        return object.required("name").stringValue().toLowerCase(Locale.ROOT).contains(term.toLowerCase(Locale.ROOT));
    }

    private String with(String parameter) {
        return equals(ALL) ? parameter : what + " " + parameter;
    }

    @Override
    public String toString() {
        return what;
    }
}
