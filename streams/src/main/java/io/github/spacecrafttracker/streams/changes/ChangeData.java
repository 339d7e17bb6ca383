package io.github.spacecrafttracker.streams.changes;

import io.github.spacecrafttracker.snapshot.Spacecraft;
import io.github.spacecrafttracker.snapshot.TrackedState.Status;
import io.github.spacecrafttracker.topic.Json;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * What a change event says, of whichever type: readers pass over what they don't know.
 *
 * @param before null in a type that has none
 * @param after null in a type that has none
 * @param previousObservedAt the change happened between this and {@code observedAt}; null at the first sight
 * @param initial of first sights alone: whether it belongs to the baseline, and so is no news
 * @param correction of counts alone: whether one of them fell
 */
public record ChangeData(
        Spacecraft spacecraft,
        @Nullable State before,
        @Nullable State after,
        Instant observedAt,
        @Nullable Instant previousObservedAt,
        @Nullable Boolean initial,
        @Nullable Boolean correction,
        long observation) {

    /** The fields that a type tells of; null where it does not, and where upstream has null. */
    public record State(
            @Nullable Boolean inSpace,
            @Nullable Status status,
            @Nullable Long flightsCount,
            @Nullable Long missionEndsCount) {}

    private record Event(@Nullable ChangeData data) {}

    /** @return empty where its data is of a form that this version cannot read */
    public static Optional<ChangeData> of(ChangeRecord change) {
        try {
            return Optional.ofNullable(
                            Json.MAPPER.readValue(change.event(), Event.class).data())
                    .filter(data -> Long.toString(data.spacecraft().id()).equals(change.spacecraft()))
                    .filter(data -> !data.observedAt().isBefore(Instant.EPOCH));
        } catch (JacksonException | NullPointerException e) {
            return Optional.empty();
        }
    }
}
