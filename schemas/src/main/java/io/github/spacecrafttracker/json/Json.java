package io.github.spacecrafttracker.json;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Converts records to and from JSON. Field names are in snake case, as in Launch Library 2; times
 * are in RFC 3339, UTC, with milliseconds.
 */
public final class Json {
    private static final DateTimeFormatter RFC_3339 =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /**
     * The mapper for all JSON. It ignores unknown properties, rejects duplicate ones and preserves
     * numbers exactly. Immutable and thread-safe.
     */
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(new SimpleModule().addSerializer(Instant.class, new InstantAsRfc3339()))
            .build();

    private Json() {}

    /**
     * Formats a time in RFC 3339, UTC, with exactly three digits of milliseconds: {@code
     * 2026-11-24T10:40:05.120Z}.
     */
    public static String time(Instant instant) {
        return RFC_3339.format(instant);
    }

    private static final class InstantAsRfc3339 extends ValueSerializer<Instant> {
        @Override
        public void serialize(Instant value, JsonGenerator generator, SerializationContext context) {
            generator.writeString(time(value));
        }
    }
}
