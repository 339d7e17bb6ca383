package io.github.spacecrafttracker.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * The state of a spacecraft, which events report completely when it appears, reappears or is
 * removed. The details of a {@link TrackedSpacecraft} are reported only when they change. All other
 * fields are stored and served, but a difference in them is not a change.
 *
 * @param flightsCount the number of flights, including one in progress; null if Launch Library 2
 *     has null
 * @param missionEndsCount the number of flights that have ended; null if Launch Library 2 has null
 */
public record TrackedState(
        boolean inSpace,
        Status status,
        @Nullable Long flightsCount,
        @Nullable Long missionEndsCount) {

    /**
     * The status that LL2's editors gave to the spacecraft. Statuses are compared by {@code id}.
     *
     * @param name null if Launch Library 2 has none
     */
    public record Status(long id, @Nullable String name) {}
}
