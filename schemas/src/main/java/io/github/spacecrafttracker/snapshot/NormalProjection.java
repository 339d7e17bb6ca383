package io.github.spacecrafttracker.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.json.JsonSlices;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;

/**
 * Converts a spacecraft from the detailed to the normal form of Launch Library 2. Only fields that
 * are known to belong to the detailed form are removed. All other fields, including unknown ones,
 * keep their order and their digits. See docs/ll2-contract.md#modes.
 */
public final class NormalProjection {
    private static final Part AGENCY_MINI = new Part(
            "list",
            Set.of(
                    "featured",
                    "country",
                    "description",
                    "administrator",
                    "founding_year",
                    "launchers",
                    "spacecraft",
                    "parent",
                    "image",
                    "logo",
                    "social_logo"),
            Map.of());

    private static final Part PARENT_MINI =
            new Part("list", Set.of("description", "manufacturer", "parent", "maiden_flight"), Map.of());

    private static final Part FAMILY = new Part(
            "normal",
            Set.of(
                    "spacecraft_flown",
                    "total_launch_count",
                    "successful_launches",
                    "failed_launches",
                    "attempted_landings",
                    "successful_landings",
                    "failed_landings"),
            Map.of("manufacturer", AGENCY_MINI::project, "parent", PARENT_MINI::project));

    private static final Part CONFIG = new Part(
            "normal",
            Set.of(
                    "capability",
                    "history",
                    "details",
                    "maiden_flight",
                    "height",
                    "diameter",
                    "human_rated",
                    "crew_capacity",
                    "payload_capacity",
                    "payload_return_capacity",
                    "flight_life",
                    "wiki_link",
                    "info_link",
                    "spacecraft_flown",
                    "total_launch_count",
                    "successful_launches",
                    "failed_launches",
                    "attempted_landings",
                    "successful_landings",
                    "failed_landings",
                    "fastest_turnaround"),
            Map.of("agency", AGENCY_MINI::project, "family", FAMILY::projectEach));

    private static final Part SPACECRAFT =
            new Part("normal", Set.of("flights"), Map.of("spacecraft_config", CONFIG::project));

    private static final byte[] DETAILED = "\"detailed\"".getBytes(UTF_8);

    private NormalProjection() {}

    /**
     * Returns the normal form of a spacecraft, which is also canonical. A spacecraft whose {@code
     * response_mode} is not {@code detailed} is returned unchanged.
     *
     * @param canonical a spacecraft in canonical form
     * @throws JacksonException if the input is not valid JSON
     */
    public static byte[] of(byte[] canonical) {
        var fields = JsonSlices.fields(canonical);
        return fields != null && Arrays.equals(DETAILED, fields.get("response_mode"))
                ? SPACECRAFT.project(canonical)
                : canonical;
    }

    /**
     * The conversion of one type of object.
     *
     * @param mode the {@code response_mode} of the result
     * @param dropped the fields that only the detailed form has
     * @param projected the fields whose values are converted, with their conversions
     */
    private record Part(String mode, Set<String> dropped, Map<String, UnaryOperator<byte[]>> projected) {

        /** Converts an object; returns any other value, such as null, unchanged. */
        byte[] project(byte[] value) {
            var fields = JsonSlices.fields(value);
            if (fields == null) {
                return value;
            }
            var out = new ByteArrayOutputStream(value.length);
            try (var generator = Json.MAPPER.createGenerator(out)) {
                generator.writeStartObject();
                fields.forEach((name, field) -> {
                    if (!dropped.contains(name)) {
                        generator.writeName(name);
                        generator.writeRawValue(new String(projectField(name, field), UTF_8));
                    }
                });
                generator.writeEndObject();
            }
            return out.toByteArray();
        }

        /** Converts each element of an array; returns any other value unchanged. */
        byte[] projectEach(byte[] value) {
            var elements = JsonSlices.elements(value);
            if (elements == null) {
                return value;
            }
            var out = new ByteArrayOutputStream(value.length);
            try (var generator = Json.MAPPER.createGenerator(out)) {
                generator.writeStartArray();
                elements.forEach(element -> generator.writeRawValue(new String(project(element), UTF_8)));
                generator.writeEndArray();
            }
            return out.toByteArray();
        }

        private byte[] projectField(String name, byte[] field) {
            return name.equals("response_mode")
                    ? Json.MAPPER.writeValueAsBytes(mode)
                    : projected.getOrDefault(name, UnaryOperator.identity()).apply(field);
        }
    }
}
