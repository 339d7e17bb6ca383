package io.github.spacecrafttracker.streams.diff;

import io.github.spacecrafttracker.change.Change;
import io.github.spacecrafttracker.change.Change.Appeared;
import io.github.spacecrafttracker.change.Change.Counts;
import io.github.spacecrafttracker.change.Change.CountsChanged;
import io.github.spacecrafttracker.change.Change.EnteredSpace;
import io.github.spacecrafttracker.change.Change.InSpace;
import io.github.spacecrafttracker.change.Change.LeftSpace;
import io.github.spacecrafttracker.change.Change.OfStatus;
import io.github.spacecrafttracker.change.Change.Reappeared;
import io.github.spacecrafttracker.change.Change.Removed;
import io.github.spacecrafttracker.change.Change.StatusChanged;
import io.github.spacecrafttracker.snapshot.Reading;
import io.github.spacecrafttracker.snapshot.Spacecraft;
import io.github.spacecrafttracker.snapshot.TrackedState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which changes lie between two consecutive accepted observations of one spacecraft. */
final class Diff {
    private Diff() {}

    /**
     * The time in which a change happened.
     *
     * @param observedAt when the newer observation was received
     * @param previousObservedAt when the older one was
     * @param observation the number of the newer one
     */
    record Span(Instant observedAt, Instant previousObservedAt, long observation) {}

    /** At most one change of each kind: in space, status, counts, in this order. */
    static List<Change> between(TrackedState before, Reading reading, Span span) {
        var spacecraft = reading.spacecraft();
        var after = reading.state();
        var changes = new ArrayList<Change>(3);
        if (before.inSpace() != after.inSpace()) {
            changes.add(moved(spacecraft, after.inSpace(), span));
        }
        // By id: another name for the same status is an edit of the list of statuses.
        if (before.status().id() != after.status().id()) {
            changes.add(new StatusChanged(
                    spacecraft,
                    new OfStatus(before.status()),
                    new OfStatus(after.status()),
                    span.observedAt(),
                    span.previousObservedAt(),
                    span.observation()));
        }
        if (!counts(before).equals(counts(after))) {
            changes.add(counted(spacecraft, counts(before), counts(after), span));
        }
        return List.copyOf(changes);
    }

    static Change appeared(Reading reading, boolean initial, Instant observedAt, long observation) {
        return new Appeared(reading.spacecraft(), reading.state(), initial, observedAt, observation);
    }

    static Change removed(Reading last, Span span) {
        return new Removed(
                last.spacecraft(), last.state(), span.observedAt(), span.previousObservedAt(), span.observation());
    }

    static Change reappeared(Reading reading, Span span) {
        return new Reappeared(
                reading.spacecraft(),
                reading.state(),
                span.observedAt(),
                span.previousObservedAt(),
                span.observation());
    }

    private static Change moved(Spacecraft spacecraft, boolean inSpace, Span span) {
        var before = new InSpace(!inSpace);
        var after = new InSpace(inSpace);
        return inSpace
                ? new EnteredSpace(
                        spacecraft, before, after, span.observedAt(), span.previousObservedAt(), span.observation())
                : new LeftSpace(
                        spacecraft, before, after, span.observedAt(), span.previousObservedAt(), span.observation());
    }

    private static Change counted(Spacecraft spacecraft, Counts before, Counts after, Span span) {
        return new CountsChanged(
                spacecraft,
                before,
                after,
                fell(before.flightsCount(), after.flightsCount())
                        || fell(before.missionEndsCount(), after.missionEndsCount()),
                span.observedAt(),
                span.previousObservedAt(),
                span.observation());
    }

    private static Counts counts(TrackedState state) {
        return new Counts(state.flightsCount(), state.missionEndsCount());
    }

    private static boolean fell(@Nullable Long before, @Nullable Long after) {
        return before != null && after != null && Objects.compare(after, before, Long::compare) < 0;
    }
}
