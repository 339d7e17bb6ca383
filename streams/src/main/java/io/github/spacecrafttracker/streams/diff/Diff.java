package io.github.spacecrafttracker.streams.diff;

import io.github.spacecrafttracker.change.Change;
import io.github.spacecrafttracker.change.Change.Appeared;
import io.github.spacecrafttracker.change.Change.Counts;
import io.github.spacecrafttracker.change.Change.CountsChanged;
import io.github.spacecrafttracker.change.Change.DetailsChanged;
import io.github.spacecrafttracker.change.Change.EnteredSpace;
import io.github.spacecrafttracker.change.Change.InSpace;
import io.github.spacecrafttracker.change.Change.LeftSpace;
import io.github.spacecrafttracker.change.Change.OfStatus;
import io.github.spacecrafttracker.change.Change.Reappeared;
import io.github.spacecrafttracker.change.Change.Removed;
import io.github.spacecrafttracker.change.Change.StatusChanged;
import io.github.spacecrafttracker.snapshot.Snapshot;
import io.github.spacecrafttracker.snapshot.SnapshotHeaders;
import io.github.spacecrafttracker.snapshot.Spacecraft;
import io.github.spacecrafttracker.snapshot.TrackedSpacecraft;
import io.github.spacecrafttracker.streams.diff.TrackedRow.Confirmation;
import io.github.spacecrafttracker.streams.diff.TrackedRow.Present;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the diff: they derive the next row and the changes from the stored row and a newer
 * snapshot of the same spacecraft. All methods are pure functions. {@code docs/design.md} lists the
 * rules as a table.
 */
final class Diff {
    private final SnapshotHeaders headers;
    private final Instant observedAt;
    private final Instant previousObservedAt;

    /**
     * The result for one snapshot.
     *
     * @param put the row to store; null if the snapshot only confirms the stored row
     * @param changes the changes to report, in order; at most one of each kind
     */
    record Result(Verdict verdict, @Nullable TrackedRow put, List<Change> changes) {
        Result {
            changes = List.copyOf(changes);
        }

        static Result confirms(Verdict verdict) {
            return new Result(verdict, null, List.of());
        }

        static Result puts(TrackedRow row, Verdict verdict, Change... changes) {
            return new Result(verdict, row, List.of(changes));
        }
    }

    private Diff(Snapshot snapshot, Confirmation last) {
        headers = snapshot.headers();
        observedAt = snapshot.observedAt();
        previousObservedAt = last.trueSince().isAfter(observedAt) ? observedAt : last.trueSince();
    }

    /**
     * Evaluates the first snapshot of a spacecraft. The spacecraft counts as appeared only if no
     * earlier observation included it.
     */
    static Result evaluateFirst(Snapshot snapshot, @Nullable TrackedSpacecraft shown) {
        var headers = snapshot.headers();
        var confirmation = Confirmation.of(headers);
        if (shown == null) {
            return Result.puts(new TrackedRow.Removed(confirmation), Verdict.REBUILT);
        }
        var row = new Present(shown, confirmation);
        return headers.firstSeen() == headers.observation()
                ? Result.puts(
                        row,
                        Verdict.APPEARED,
                        new Appeared(
                                shown.spacecraft(),
                                shown.state(),
                                headers.initial(),
                                snapshot.observedAt(),
                                headers.observation()))
                : Result.puts(row, Verdict.REBUILT);
    }

    /**
     * Evaluates a snapshot of a spacecraft that has a row.
     *
     * @param row the stored row
     * @param last the last confirmation of its state, which may be later than the stored one
     * @param snapshot a snapshot newer than {@code last}
     * @param shown the value of the snapshot; null if it is a removal
     */
    static Result evaluate(TrackedRow row, Confirmation last, Snapshot snapshot, @Nullable TrackedSpacecraft shown) {
        var diff = new Diff(snapshot, last);
        var next = last.advancedBy(snapshot.headers());
        if (row instanceof Present present) {
            return shown == null ? diff.remove(present, next) : diff.compare(present, shown, next);
        }
        return shown == null ? Result.confirms(Verdict.UNCHANGED) : diff.reappear(shown, next);
    }

    private Result remove(Present before, Confirmation next) {
        return Result.puts(
                new TrackedRow.Removed(next),
                Verdict.REMOVED,
                new Removed(
                        before.tracked().spacecraft(),
                        before.tracked().state(),
                        observedAt,
                        previousObservedAt,
                        headers.observation()));
    }

    private Result reappear(TrackedSpacecraft shown, Confirmation next) {
        return Result.puts(
                new Present(shown, next),
                Verdict.REAPPEARED,
                new Reappeared(
                        shown.spacecraft(), shown.state(), observedAt, previousObservedAt, headers.observation()));
    }

    private Result compare(Present before, TrackedSpacecraft shown, Confirmation next) {
        if (before.tracked().equals(shown)) {
            return Result.confirms(Verdict.UPDATED);
        }
        var changes = changes(before.tracked(), shown);
        return new Result(changes.isEmpty() ? Verdict.UPDATED : Verdict.CHANGED, new Present(shown, next), changes);
    }

    /**
     * Returns at most one change of each kind: in space, status, counts, details, in this order.
     */
    private List<Change> changes(TrackedSpacecraft known, TrackedSpacecraft shown) {
        var spacecraft = shown.spacecraft();
        var before = known.state();
        var after = shown.state();
        var changes = new ArrayList<Change>(4);
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
        // Compared by id, because a renamed status is not a change of the spacecraft.
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
        var details = new DifferentDetails(known, shown);
        if (!details.before.isEmpty()) {
            changes.add(new DetailsChanged(
                    spacecraft, details.before, details.after, observedAt, previousObservedAt, headers.observation()));
        }
        return changes;
    }

    /**
     * The details that differ between two observations, by their field names and in the order of
     * Launch Library 2. Both modes of the API have all of them, so a change of the mode is not a
     * change of the details. See docs/ll2-contract.md#modes.
     */
    private static final class DifferentDetails {
        private final Map<String, @Nullable Object> before = new LinkedHashMap<>();
        private final Map<String, @Nullable Object> after = new LinkedHashMap<>();

        DifferentDetails(TrackedSpacecraft known, TrackedSpacecraft shown) {
            var was = known.spacecraft();
            var is = shown.spacecraft();
            compare("name", was.name(), is.name());
            compare("serial_number", was.serialNumber(), is.serialNumber());
            compare("is_placeholder", was.placeholder(), is.placeholder());
            compare("description", known.description(), shown.description());
            // By id: a new name of the same configuration is only an edit of the configuration.
            if (!Objects.equals(configId(was), configId(is))) {
                compare("spacecraft_config", was.spacecraftConfig(), is.spacecraftConfig());
            }
        }

        private <T> void compare(String field, @Nullable T had, @Nullable T has) {
            if (!Objects.equals(had, has)) {
                before.put(field, had);
                after.put(field, has);
            }
        }

        private static @Nullable Long configId(Spacecraft spacecraft) {
            var config = spacecraft.spacecraftConfig();
            return config == null ? null : config.id();
        }
    }

    private static boolean decreased(@Nullable Long before, @Nullable Long after) {
        return before != null && after != null && after < before;
    }
}
