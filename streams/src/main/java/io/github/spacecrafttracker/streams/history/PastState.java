package io.github.spacecrafttracker.streams.history;

import io.github.spacecrafttracker.snapshot.TrackedState.Status;
import org.jspecify.annotations.Nullable;

/**
 * The state of a spacecraft between two changes. A component is null if no change has reported it,
 * which is possible only if the first observation of the spacecraft caused no {@code appeared}
 * event.
 *
 * @param name null also if Launch Library 2 has no name
 */
public record PastState(
        @Nullable String name,
        @Nullable Boolean inSpace,
        @Nullable Status status,
        @Nullable Counts counts) {

    static final PastState NOTHING = new PastState(null, null, null, null);

    /** The counters. Each of them is null if it is null in Launch Library 2. */
    public record Counts(@Nullable Long flights, @Nullable Long missionEnds) {}

    /** Returns whether the spacecraft is certainly in space in this state. */
    public boolean isInSpace() {
        return Boolean.TRUE.equals(inSpace);
    }

    /** Returns whether the spacecraft is or may be in space in this state. */
    public boolean mayBeInSpace() {
        return !Boolean.FALSE.equals(inSpace);
    }

    /**
     * Returns this state after a change.
     *
     * @param newer the fields that the change reports; every change reports the name
     */
    PastState with(PastState newer) {
        return new PastState(
                newer.name,
                newer.inSpace != null ? newer.inSpace : inSpace,
                newer.status != null ? newer.status : status,
                newer.counts != null ? newer.counts : counts);
    }
}
