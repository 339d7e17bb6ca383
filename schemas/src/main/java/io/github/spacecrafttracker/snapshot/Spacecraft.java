package io.github.spacecrafttracker.snapshot;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** Which spacecraft it is, in the words of Launch Library 2. What upstream leaves out, or gives in another type, is null. */
public record Spacecraft(
        long id,
        @Nullable String name,
        @Nullable String serialNumber,
        @Nullable Config spacecraftConfig,
        @JsonProperty("is_placeholder") @Nullable Boolean placeholder) {

    /** The spacecraft's type, such as Crew Dragon 2. */
    public record Config(@Nullable Long id, @Nullable String name) {}
}
