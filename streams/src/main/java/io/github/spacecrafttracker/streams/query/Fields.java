package io.github.spacecrafttracker.streams.query;

import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.snapshot.TrackedSpacecraft;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

/**
 * The fields of a spacecraft that queries use, read once. A field is null if upstream omits it, has null, or has a value
 * of another type.
 *
 */
public record Fields(
        long id,
        @Nullable String name,
        boolean inSpace,
        @Nullable Boolean placeholder,
        long status,
        @Nullable Long config,
        @Nullable Long flightsCount,
        @Nullable Long missionEndsCount,
        @Nullable Duration timeInSpace,
        @Nullable Duration timeDocked,
        SearchTexts searchTexts) {
    /** The texts that a search examines, folded by {@link Search#fold}. */
    public record SearchTexts(
            @Nullable String name, @Nullable String configName) {}

    // Numbers where a duration should be may be of any size; as decimals, those beyond BigDecimal would throw.
    private static final ObjectReader DURATIONS =
            Json.MAPPER.readerFor(Durations.class).without(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /**
     * Reads the fields of a valid spacecraft.
     *
     * @param reading of the same object
     * @param object its bytes
     */
    public static Fields of(TrackedSpacecraft reading, byte[] object) {
        var spacecraft = reading.spacecraft();
        var state = reading.state();
        var config = spacecraft.spacecraftConfig();
        Durations durations = DURATIONS.readValue(object);
        return new Fields(
                spacecraft.id(),
                spacecraft.name(),
                state.inSpace(),
                spacecraft.placeholder(),
                state.status().id(),
                config == null ? null : config.id(),
                state.flightsCount(),
                state.missionEndsCount(),
                duration(durations.timeInSpace()),
                duration(durations.timeDocked()),
                new SearchTexts(fold(spacecraft.name()), config == null ? null : fold(config.name())));
    }

    private static @Nullable String fold(@Nullable String text) {
        return text == null ? null : Search.fold(text);
    }

    // Of any type, because only a text is a duration.
    private record Durations(
            @Nullable JsonNode timeInSpace, @Nullable JsonNode timeDocked) {}

    private static @Nullable Duration duration(@Nullable JsonNode node) {
        if (node == null || !node.isString()) {
            return null;
        }
        try {
            return Duration.parse(node.stringValue());
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
