package io.github.spacecrafttracker.change;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.snapshot.Spacecraft;
import io.github.spacecrafttracker.snapshot.TrackedState;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A difference between two consecutive accepted observations of one spacecraft. The components of
 * each type are the data of its CloudEvent.
 *
 * <p>Components that several types have:
 *
 * <ul>
 *   <li>{@code spacecraft} is the spacecraft in the newer observation or, if it was removed, in the
 *       last one that included it.
 *   <li>{@code observedAt} is the time at which the reply of the newer observation was received.
 *   <li>{@code previousObservedAt} is the {@code true_since} of the last snapshot that confirmed
 *       the state before, but never later than {@code observedAt}. The change happened between the
 *       two.
 *   <li>{@code observation} is the number of the newer observation.
 * </ul>
 */
public sealed interface Change {
    Spacecraft spacecraft();

    Instant observedAt();

    long observation();

    ChangeType type();

    /**
     * Returns the change as a CloudEvent. Its id depends only on the spacecraft, the kind and the
     * observation, so that it is the same after any reprocessing.
     *
     * @param source the {@code source} header of the snapshot
     */
    default CloudEvent toCloudEvent(String source) {
        var subject = Long.toString(spacecraft().id());
        return CloudEventBuilder.v1()
                .withId(subject + ":" + type().kind().idPart() + ":" + observation())
                .withSource(URI.create(source.startsWith("urn:") ? source : source + "/spacecraft/"))
                .withType(type().ceType())
                .withSubject(subject)
                .withTime(observedAt().atOffset(ZoneOffset.UTC))
                .withDataSchema(type().schema())
                .withDataContentType("application/json")
                .withData(Json.MAPPER.writeValueAsBytes(this))
                .build();
    }

    /** A spacecraft that was not in space is in space. */
    record EnteredSpace(
            Spacecraft spacecraft,
            InSpace before,
            InSpace after,
            Instant observedAt,
            Instant previousObservedAt,
            long observation)
            implements Change {
        @Override
        public ChangeType type() {
            return ChangeType.ENTERED_SPACE;
        }
    }

    /** A spacecraft that was in space is no longer in space. */
    record LeftSpace(
            Spacecraft spacecraft,
            InSpace before,
            InSpace after,
            Instant observedAt,
            Instant previousObservedAt,
            long observation)
            implements Change {
        @Override
        public ChangeType type() {
            return ChangeType.LEFT_SPACE;
        }
    }

    /** A spacecraft has a status with another id. */
    record StatusChanged(
            Spacecraft spacecraft,
            OfStatus before,
            OfStatus after,
            Instant observedAt,
            Instant previousObservedAt,
            long observation)
            implements Change {
        @Override
        public ChangeType type() {
            return ChangeType.STATUS_CHANGED;
        }
    }

    /**
     * One or both counters of a spacecraft have another value.
     *
     * @param correction whether a counter decreased, which only an editor's correction can cause
     */
    record CountsChanged(
            Spacecraft spacecraft,
            Counts before,
            Counts after,
            boolean correction,
            Instant observedAt,
            Instant previousObservedAt,
            long observation)
            implements Change {
        @Override
        public ChangeType type() {
            return ChangeType.COUNTS_CHANGED;
        }
    }

    /**
     * A spacecraft was observed for the first time.
     *
     * @param initial whether it was first observed by the end of the first complete sweep and thus
     *     belongs to the baseline
     */
    record Appeared(Spacecraft spacecraft, TrackedState after, boolean initial, Instant observedAt, long observation)
            implements Change {
        @Override
        public ChangeType type() {
            return ChangeType.APPEARED;
        }
    }

    /**
     * Upstream no longer has a spacecraft: a complete pass did not list it, and its own page
     * returned 404.
     */
    record Removed(
            Spacecraft spacecraft,
            TrackedState before,
            Instant observedAt,
            Instant previousObservedAt,
            long observation)
            implements Change {
        @Override
        public ChangeType type() {
            return ChangeType.REMOVED;
        }
    }

    /** A removed spacecraft is listed again. */
    record Reappeared(
            Spacecraft spacecraft, TrackedState after, Instant observedAt, Instant previousObservedAt, long observation)
            implements Change {
        @Override
        public ChangeType type() {
            return ChangeType.REAPPEARED;
        }
    }

    /**
     * One or more details of a spacecraft have another value: its name, its serial number, whether
     * it is a placeholder, its description, or the id of its configuration.
     *
     * @param before the details that differ, by their field names in Launch Library 2; null counts
     *     as a value
     * @param after the same details
     */
    record DetailsChanged(
            Spacecraft spacecraft,
            Map<String, @Nullable Object> before,
            Map<String, @Nullable Object> after,
            Instant observedAt,
            Instant previousObservedAt,
            long observation)
            implements Change {
        public DetailsChanged {
            // Map.copyOf does not accept null values.
            before = Collections.unmodifiableMap(new LinkedHashMap<>(before));
            after = Collections.unmodifiableMap(new LinkedHashMap<>(after));
        }

        @Override
        public ChangeType type() {
            return ChangeType.DETAILS_CHANGED;
        }
    }

    record InSpace(boolean inSpace) {}

    record OfStatus(TrackedState.Status status) {}

    /**
     * The counters. A counter is null if Launch Library 2 has null, and a change from or to null is
     * a difference.
     */
    record Counts(@Nullable Long flightsCount, @Nullable Long missionEndsCount) {}
}
