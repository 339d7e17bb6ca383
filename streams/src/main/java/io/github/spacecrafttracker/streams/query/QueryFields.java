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
 * The fields of a spacecraft that queries use. A field is null if the upstream API omits it, or if
 * its value is null or of another type.
 */
public record QueryFields(
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
    /** The names in which a search looks for terms, folded by {@link Search#fold}. */
    public record SearchTexts(
            @Nullable String name, @Nullable String configName) {}

    // The upstream API may send a number of any size instead of a duration. Parsing it as a
    // BigDecimal could throw.
    private static final ObjectReader DURATIONS =
            Json.MAPPER.readerFor(Durations.class).without(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /**
     * Reads the fields of a valid spacecraft.
     *
     * @param tracked the identity and tracked state of the spacecraft
     * @param object the JSON of the same spacecraft
     */
    public static QueryFields of(TrackedSpacecraft tracked, byte[] object) {
        var spacecraft = tracked.spacecraft();
        var state = tracked.state();
        var config = spacecraft.spacecraftConfig();
        Durations durations = DURATIONS.readValue(object);
        return new QueryFields(
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

    // The fields may have any JSON type. Only a string is parsed as a duration.
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
