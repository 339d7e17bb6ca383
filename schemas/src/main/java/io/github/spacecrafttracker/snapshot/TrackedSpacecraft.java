package io.github.spacecrafttracker.snapshot;

import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.snapshot.TrackedState.Status;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

/**
 * The parts of a valid spacecraft object that events report.
 *
 * @param description null if the object has none, or one of another type
 */
public record TrackedSpacecraft(
        Spacecraft spacecraft, @Nullable String description, TrackedState state) {
    // Numbers in fields that are not read here may have any size, and BigDecimal would throw for
    // some.
    private static final ObjectReader READER =
            Json.MAPPER.reader().without(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /**
     * Reads a spacecraft object.
     *
     * @throws UnreadableException if the input is not a JSON object, lacks an integer {@code id}, a
     *     boolean {@code in_space} or an integer {@code status.id}, or has a counter that is
     *     neither an integer nor null, or text that UTF-8 cannot represent. Integers are 64-bit and
     *     written without a fraction or an exponent. A missing counter is read as null.
     */
    public static TrackedSpacecraft of(byte[] json) throws UnreadableException {
        try {
            return of(READER.readTree(json));
        } catch (JacksonException e) {
            throw UnreadableException.of(e);
        }
    }

    /** Reads a spacecraft object like {@link #of(byte[])}. */
    public static TrackedSpacecraft of(JsonNode object) throws UnreadableException {
        if (!object.isObject()) {
            throw new UnreadableException("is not a JSON object");
        }
        var inSpace = object.path("in_space");
        if (!inSpace.isBoolean()) {
            throw new UnreadableException("in_space is not a boolean");
        }
        var status = object.path("status");
        return new TrackedSpacecraft(
                new Spacecraft(
                        required(object, "id", "id"),
                        text(object, "name"),
                        text(object, "serial_number"),
                        config(object.path("spacecraft_config")),
                        object.path("is_placeholder").isBoolean()
                                ? object.path("is_placeholder").booleanValue()
                                : null),
                text(object, "description"),
                new TrackedState(
                        inSpace.booleanValue(),
                        new Status(required(status, "id", "status.id"), text(status, "name")),
                        counter(object, "flights_count"),
                        counter(object, "mission_ends_count")));
    }

    private static long required(JsonNode parent, String field, String place) throws UnreadableException {
        var number = int64(parent.path(field));
        if (number == null) {
            throw new UnreadableException(place + " is not an integer");
        }
        return number;
    }

    private static @Nullable Long counter(JsonNode object, String field) throws UnreadableException {
        var node = object.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        return required(object, field, field);
    }

    private static Spacecraft.@Nullable Config config(JsonNode node) throws UnreadableException {
        return node.isObject() ? new Spacecraft.Config(int64(node.path("id")), text(node, "name")) : null;
    }

    private static @Nullable String text(JsonNode parent, String field) throws UnreadableException {
        var node = parent.path(field);
        if (!node.isString()) {
            return null;
        }
        var text = node.stringValue();
        CanonicalForm.requirePairedSurrogates(text);
        return text;
    }

    private static @Nullable Long int64(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() ? node.longValue() : null;
    }
}
