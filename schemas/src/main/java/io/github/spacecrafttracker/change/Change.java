package io.github.spacecrafttracker.change;

import io.github.spacecrafttracker.snapshot.Spacecraft;
import io.github.spacecrafttracker.snapshot.TrackedState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A difference between two consecutive accepted observations of one spacecraft. The components of each type are the
 * data of its CloudEvent.
 *
 * <p>Common to all: {@code spacecraft} is the spacecraft as the newer observation shows it, or as it was last seen if it
 * was removed. {@code observedAt} is the time at which the reply that shows the change was received.
 * {@code previousObservedAt} is a lower bound: the {@code true_since} of the last snapshot that confirmed the state
 * before, but never later than {@code observedAt}. The change happened between the two. {@code observation} is the
 * number of the newer observation.
 */
public sealed interface Change {
    Spacecraft spacecraft();

    Instant observedAt();

    long observation();

    ChangeType type();

    /** One that was not in space is. */
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

    /** One that was in space is no more. */
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

    /** An editor gave it another status; compared by id. */
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
     * One counter or both have another value.
     *
     * @param correction whether one of them fell, which only an editor's correction does
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
     * One that was never seen before.
     *
     * @param initial whether it was first seen up to the end of the first complete sweep, and so is no news
     */
    record Appeared(Spacecraft spacecraft, TrackedState after, boolean initial, Instant observedAt, long observation)
            implements Change {
        @Override
        public ChangeType type() {
            return ChangeType.APPEARED;
        }
    }

    /** One that upstream no longer has: missing from a complete pass, and 404 on its own page. */
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

    /** One that had been removed is back. */
    record Reappeared(
            Spacecraft spacecraft, TrackedState after, Instant observedAt, Instant previousObservedAt, long observation)
            implements Change {
        @Override
        public ChangeType type() {
            return ChangeType.REAPPEARED;
        }
    }

    record InSpace(boolean inSpace) {}

    record OfStatus(TrackedState.Status status) {}

    /** Null is a value: Launch Library 2 has none. */
    record Counts(@Nullable Long flightsCount, @Nullable Long missionEndsCount) {}
}
