package io.github.spacecrafttracker.topic;

import io.github.spacecrafttracker.json.Json;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** A serde for values that are Java records. */
public record JsonSerde<T>(Class<T> type) implements Serde<T> {

    @Override
    public Serializer<T> serializer() {
        return (topic, value) -> value == null ? null : Json.MAPPER.writeValueAsBytes(value);
    }

    /**
     * Returns a deserializer whose {@link SerializationException} names the topic and the invalid
     * field, but never quotes the value.
     */
    @Override
    public Deserializer<T> deserializer() {
        return this::read;
    }

    private @Nullable T read(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            return Json.MAPPER.readValue(bytes, type);
        } catch (JacksonException e) {
            // Not passed as the cause, because Jackson's messages quote the content.
            throw new SerializationException(
                    "a value in " + topic + " is not a valid " + type.getSimpleName() + invalidField(e));
        }
    }

    private static String invalidField(JacksonException e) {
        var path = e.getPath().stream()
                .map(reference -> reference.getPropertyName() == null
                        ? Integer.toString(reference.getIndex())
                        : reference.getPropertyName())
                .collect(Collectors.joining("."));
        return path.isEmpty() ? "" : ": error at " + path;
    }
}
