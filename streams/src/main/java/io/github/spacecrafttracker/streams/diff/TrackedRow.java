package io.github.spacecrafttracker.streams.diff;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.github.spacecrafttracker.snapshot.SnapshotHeaders;
import io.github.spacecrafttracker.snapshot.TrackedSpacecraft;
import java.time.Instant;

/**
 * The stored state of one spacecraft: the data that events report about it, and its last
 * confirmation. The store and its changelog contain it as JSON.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "row")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TrackedRow.Present.class, name = "present"),
    @JsonSubTypes.Type(value = TrackedRow.Removed.class, name = "removed")
})
sealed interface TrackedRow {
    Confirmation confirmation();

    /** Returns the same state with a later confirmation. */
    TrackedRow withConfirmation(Confirmation later);

    /** A spacecraft that the upstream API has. */
    record Present(TrackedSpacecraft tracked, Confirmation confirmation) implements TrackedRow {
        @Override
        public Present withConfirmation(Confirmation later) {
            return new Present(tracked, later);
        }
    }

    /** A spacecraft that was removed. The removal may be its first snapshot in this state. */
    record Removed(Confirmation confirmation) implements TrackedRow {
        @Override
        public Removed withConfirmation(Confirmation later) {
            return new Removed(later);
        }
    }

    /**
     * The last accepted snapshot with the state of a row.
     *
     * @param observation the number of that observation
     * @param trueSince the {@code true_since} of that snapshot; the next change happened later
     */
    record Confirmation(long observation, Instant trueSince) {

        static Confirmation of(SnapshotHeaders headers) {
            return new Confirmation(headers.observation(), headers.trueSince());
        }

        /**
         * Returns the confirmation by a newer snapshot. A cached reply does not move
         * {@code trueSince} back.
         */
        Confirmation advancedBy(SnapshotHeaders newer) {
            return new Confirmation(
                    newer.observation(), newer.trueSince().isAfter(trueSince) ? newer.trueSince() : trueSince);
        }
    }
}
