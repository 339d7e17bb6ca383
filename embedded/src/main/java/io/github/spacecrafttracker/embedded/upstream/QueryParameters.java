package io.github.spacecrafttracker.embedded.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The query of a request, parsed as Launch Library 2 does: the last of repeated values counts, and
 * links contain the parameters sorted and re-encoded. See docs/ll2-contract.md#parameters.
 */
record QueryParameters(Map<String, List<String>> values) {
    /** A fixed pseudo-random order, because Launch Library 2 has no default order. */
    private static final Comparator<ObjectNode> UNSORTED =
            Comparator.comparingLong(row -> row.path("id").asLong(0) * 0x9E3779B97F4A7C15L);

    private static final Pattern WHOLE_NUMBER = Pattern.compile("\\s*\\+?0*\\d{1,9}\\s*");
    private static final int DEFAULT_LIMIT = 10;
    private static final int MAX_LIMIT = 100;

    static QueryParameters of(String query) {
        Map<String, List<String>> values = new TreeMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (!pair.isEmpty()) {
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                values.computeIfAbsent(decode(name), key -> new ArrayList<>()).add(decode(value));
            }
        }
        return new QueryParameters(values);
    }

    Optional<String> last(String name) {
        List<String> all = values.getOrDefault(name, List.of());
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    int limit() {
        int limit = number("limit");
        return limit <= 0 ? DEFAULT_LIMIT : Math.min(limit, MAX_LIMIT);
    }

    int offset() {
        return Math.max(0, number("offset"));
    }

    /** Returns the filter, or empty if there is none; a value that is not a boolean is ignored. */
    Optional<Boolean> inSpace() {
        return last("in_space").flatMap(value -> switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> Optional.of(true);
            case "false", "0" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    /** Returns the order of a list, which depends on {@code ordering} and is always total. */
    Comparator<ObjectNode> order() {
        Comparator<ObjectNode> order = null;
        for (String term : last("ordering").orElse("").split(",", -1)) {
            Optional<Comparator<ObjectNode>> next = orderBy(term.strip());
            if (next.isPresent()) {
                order = order == null ? next.get() : order.thenComparing(next.get());
            }
        }
        return order == null ? UNSORTED : order.thenComparing(UNSORTED);
    }

    QueryParameters with(String name, int value) {
        Map<String, List<String>> changed = new TreeMap<>(values);
        changed.put(name, List.of(Integer.toString(value)));
        return new QueryParameters(changed);
    }

    QueryParameters without(String name) {
        Map<String, List<String>> changed = new TreeMap<>(values);
        changed.remove(name);
        return new QueryParameters(changed);
    }

    String encoded() {
        return values.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(value -> encode(entry.getKey()) + "=" + encode(value)))
                .collect(Collectors.joining("&"));
    }

    private int number(String name) {
        return last(name)
                .filter(value -> WHOLE_NUMBER.matcher(value).matches())
                .map(value -> Integer.parseInt(value.strip()))
                .orElse(0);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }

    /** Encodes text as Python does. */
    static String encode(String text) {
        return URLEncoder.encode(text, UTF_8).replace("*", "%2A").replace("%7E", "~");
    }

    private static Optional<Comparator<ObjectNode>> orderBy(String term) {
        boolean descending = term.startsWith("-");
        return byField(descending ? term.substring(1) : term).map(order -> descending ? order.reversed() : order);
    }

    private static Optional<Comparator<ObjectNode>> byField(String field) {
        return switch (field) {
            case "id", "flights_count", "mission_ends_count" -> Optional.of(nullsLast(field, JsonNode::longValue));
            case "time_in_space", "time_docked" ->
                Optional.of(nullsLast(field, value -> Duration.parse(value.stringValue())));
            default -> Optional.empty();
        };
    }

    /** Orders values as PostgreSQL does: nulls last in ascending and first in descending order. */
    private static <T extends Comparable<T>> Comparator<ObjectNode> nullsLast(
            String field, Function<JsonNode, T> value) {
        Function<ObjectNode, Optional<T>> read = row -> Optional.of(row.path(field))
                .filter(JsonNode::isValueNode)
                .filter(node -> !node.isNull())
                .map(value);
        return Comparator.comparing(read, (one, other) -> {
            if (one.isEmpty() || other.isEmpty()) {
                return Boolean.compare(one.isEmpty(), other.isEmpty());
            }
            return one.get().compareTo(other.get());
        });
    }
}
