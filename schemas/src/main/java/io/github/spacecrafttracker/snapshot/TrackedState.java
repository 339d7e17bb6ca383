package io.github.spacecrafttracker.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * What is tracked of a spacecraft; everything else in it is held and served, and is no change.
 *
 * @param flightsCount flights flown; null where Launch Library 2 has null
 * @param missionEndsCount flights ended; null where Launch Library 2 has null
 */
public record TrackedState(
        boolean inSpace,
        Status status,
        @Nullable Long flightsCount,
        @Nullable Long missionEndsCount) {

    /** An editor's status. Statuses are compared by {@code id}; the name is null where upstream has none. */
    public record Status(long id, @Nullable String name) {}
}
