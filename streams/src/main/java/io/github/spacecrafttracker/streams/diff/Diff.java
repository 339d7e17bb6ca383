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
import io.github.spacecrafttracker.snapshot.Snapshot;
import io.github.spacecrafttracker.snapshot.SnapshotHeaders;
import io.github.spacecrafttracker.snapshot.TrackedSpacecraft;
import io.github.spacecrafttracker.snapshot.TrackedState;
import io.github.spacecrafttracker.streams.diff.TrackedRow.Confirmation;
import io.github.spacecrafttracker.streams.diff.TrackedRow.Present;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the diff: a stored row and a newer snapshot of the same spacecraft make the next row
 * and the changes. Pure. {@code docs/design.md} has the rules as a table.
 */
final class Diff {
    private final SnapshotHeaders headers;
    private final Instant observedAt;
    private final Instant previousObservedAt;

    private Diff(Snapshot snapshot, Confirmation last) {
        headers = snapshot.headers();
        observedAt = snapshot.observedAt();
        previousObservedAt = last.trueSince().isAfter(observedAt) ? observedAt : last.trueSince();
    }

    /**
     * Evaluates the first snapshot of a spacecraft. It appeared only if no earlier observation
     * showed it.
     */
    static DiffResult evaluateFirst(Snapshot snapshot, @Nullable TrackedSpacecraft shown) {
        var headers = snapshot.headers();
        var confirmation = Confirmation.by(headers);
        if (shown == null) {
            return DiffResult.puts(new TrackedRow.Removed(confirmation), Verdict.REBUILT);
        }
        var row = new Present(shown, confirmation);
        return headers.firstSeen() == headers.observation()
                ? DiffResult.puts(
                        row,
                        Verdict.APPEARED,
                        new Appeared(
                                shown.spacecraft(),
                                shown.state(),
                                headers.initial(),
                                snapshot.observedAt(),
                                headers.observation()))
                : DiffResult.puts(row, Verdict.REBUILT);
    }

    /**
     * Evaluates a snapshot of a spacecraft that has a row.
     *
     * @param row the stored row
     * @param last the last confirmation of its state, which may be later than the stored one
     * @param snapshot newer than {@code last}
     * @param shown the value of the snapshot; null if it is a removal
     */
    static DiffResult evaluate(
            TrackedRow row, Confirmation last, Snapshot snapshot, @Nullable TrackedSpacecraft shown) {
        var diff = new Diff(snapshot, last);
        var next = last.then(snapshot.headers());
        if (row instanceof Present present) {
            return shown == null ? diff.removed(present, next) : diff.compared(present, shown, next);
        }
        return shown == null ? DiffResult.confirms(Verdict.UNCHANGED) : diff.reappeared(shown, next);
    }

    private DiffResult removed(Present before, Confirmation next) {
        return DiffResult.puts(
                new TrackedRow.Removed(next),
                Verdict.REMOVED,
                new Removed(
                        before.reading().spacecraft(),
                        before.reading().state(),
                        observedAt,
                        previousObservedAt,
                        headers.observation()));
    }

    private DiffResult reappeared(TrackedSpacecraft shown, Confirmation next) {
        return DiffResult.puts(
                new Present(shown, next),
                Verdict.REAPPEARED,
                new Reappeared(
                        shown.spacecraft(), shown.state(), observedAt, previousObservedAt, headers.observation()));
    }

    private DiffResult compared(Present before, TrackedSpacecraft shown, Confirmation next) {
        if (before.reading().equals(shown)) {
            return DiffResult.confirms(Verdict.UPDATED);
        }
        var changes = changes(before.reading().state(), shown);
        return new DiffResult(changes.isEmpty() ? Verdict.UPDATED : Verdict.CHANGED, new Present(shown, next), changes);
    }

    /** Returns at most one change of each kind: in space, status, counts, in this order. */
    private List<Change> changes(TrackedState before, TrackedSpacecraft shown) {
        var spacecraft = shown.spacecraft();
        var after = shown.state();
        var changes = new ArrayList<Change>(3);
        if (before.inSpace() != after.inSpace()) {
            var was = new InSpace(before.inSpace());
            var is = new InSpace(after.inSpace());
            changes.add(
                    after.inSpace()
                            ? new EnteredSpace(
                                    spacecraft, was, is, observedAt, previousObservedAt, headers.observation())
                            : new LeftSpace(
                                    spacecraft, was, is, observedAt, previousObservedAt, headers.observation()));
        }
        // By id: a new name for the same status is an edit of the list of statuses.
        if (before.status().id() != after.status().id()) {
            changes.add(new StatusChanged(
                    spacecraft,
                    new OfStatus(before.status()),
                    new OfStatus(after.status()),
                    observedAt,
                    previousObservedAt,
                    headers.observation()));
        }
        var had = new Counts(before.flightsCount(), before.missionEndsCount());
        var has = new Counts(after.flightsCount(), after.missionEndsCount());
        if (!had.equals(has)) {
            var correction = decreased(had.flightsCount(), has.flightsCount())
                    || decreased(had.missionEndsCount(), has.missionEndsCount());
            changes.add(new CountsChanged(
                    spacecraft, had, has, correction, observedAt, previousObservedAt, headers.observation()));
        }
        return changes;
    }

    private static boolean decreased(@Nullable Long before, @Nullable Long after) {
        return before != null && after != null && after < before;
    }
}
