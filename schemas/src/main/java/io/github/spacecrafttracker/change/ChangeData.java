package io.github.spacecrafttracker.change;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.snapshot.Spacecraft;
import io.github.spacecrafttracker.snapshot.Spacecraft.Config;
import io.github.spacecrafttracker.snapshot.TrackedState.Status;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The data of a change event of any type. Unknown fields are ignored. Fields that the type does not
 * have are null.
 *
 * @param previousObservedAt the lower bound of the time of the change, whose upper bound is {@code
 *     observedAt}; null in the first event of a spacecraft
 * @param initial whether the first event of a spacecraft belongs to the baseline and is not a
 *     change
 * @param correction whether one of the counts decreased
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

    /** The fields that a type reports; null if it does not report them, or if upstream has null. */
    public record State(
            @Nullable Boolean inSpace,
            @Nullable Status status,
            @Nullable Long flightsCount,
            @Nullable Long missionEndsCount,
            @Nullable String name,
            @Nullable String serialNumber,
            @JsonProperty("is_placeholder") @Nullable Boolean placeholder,
            @Nullable String description,
            @Nullable Config spacecraftConfig) {}

    private static final Instant END = Instant.parse("9999-12-31T23:59:59.999Z");

    private record Event(String subject, @Nullable ChangeData data) {}

    /**
     * Reads the data of an event.
     *
     * @param event in structured JSON, as {@link StructuredEvent} writes it
     * @return empty if this version cannot read its data
     */
    public static Optional<ChangeData> of(byte[] event) {
        try {
            var read = Json.MAPPER.readValue(event, Event.class);
            return Optional.ofNullable(read.data())
                    .filter(data -> Long.toString(data.spacecraft().id()).equals(read.subject()))
                    .filter(data -> isValid(data.observedAt()))
                    .filter(data -> data.previousObservedAt() == null || isValid(data.previousObservedAt()));
        } catch (JacksonException | NullPointerException e) {
            return Optional.empty();
        }
    }

    // Other times may exceed the range of milliseconds, or cannot be written in RFC 3339.
    private static boolean isValid(Instant time) {
        return !time.isBefore(Instant.EPOCH) && !time.isAfter(END);
    }
}
