package io.github.spacecrafttracker.embedded.upstream;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** In which order rows are listed: the parameter {@code ordering}, and what there is without it. */
final class Ordering {
    /** Launch Library 2 has no default order; this one is as good: always the same, and sorted by nothing. */
    private static final Comparator<ObjectNode> NONE =
            Comparator.comparingLong(row -> row.path("id").asLong(0) * 0x9E3779B97F4A7C15L);

    private Ordering() {}

    static Comparator<ObjectNode> of(Parameters parameters) {
        Comparator<ObjectNode> order = null;
        for (String term : parameters.last("ordering").orElse("").split(",", -1)) {
            Optional<Comparator<ObjectNode>> next = term(term.strip());
            if (next.isPresent()) {
                order = order == null ? next.get() : order.thenComparing(next.get());
            }
        }
        return order == null ? NONE : order.thenComparing(NONE);
    }

    private static Optional<Comparator<ObjectNode>> term(String term) {
        boolean descending = term.startsWith("-");
        return by(descending ? term.substring(1) : term).map(order -> descending ? order.reversed() : order);
    }

    private static Optional<Comparator<ObjectNode>> by(String field) {
        return switch (field) {
            case "id", "flights_count", "mission_ends_count" -> Optional.of(nullsLast(field, JsonNode::longValue));
            case "time_in_space", "time_docked" ->
                Optional.of(nullsLast(field, value -> Duration.parse(value.stringValue())));
            default -> Optional.empty();
        };
    }

    /** As PostgreSQL: nulls last, and so first in descending order. */
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
