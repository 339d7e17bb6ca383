package io.github.spacecrafttracker.snapshot;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a spacecraft, with the field names of Launch Library 2. A field that upstream
 * omits, or that has another type, is null.
 */
public record Spacecraft(
        long id,
        @Nullable String name,
        @Nullable String serialNumber,
        @Nullable Config spacecraftConfig,
        @JsonProperty("is_placeholder") @Nullable Boolean placeholder) {

    /** The spacecraft's type, such as Crew Dragon 2. */
    public record Config(@Nullable Long id, @Nullable String name) {}
}
