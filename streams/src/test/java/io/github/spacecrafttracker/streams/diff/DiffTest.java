package io.github.spacecrafttracker.streams.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

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
import io.github.spacecrafttracker.snapshot.TrackedState;
import io.github.spacecrafttracker.snapshot.TrackedState.Status;
import io.github.spacecrafttracker.streams.diff.Diff.Result;
import io.github.spacecrafttracker.streams.diff.TrackedRow.Confirmation;
import io.github.spacecrafttracker.streams.diff.TrackedRow.Present;
import java.time.Instant;
import java.util.Collections;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the result table of the diff: the result for each stored row and snapshot. */
class DiffTest {
    private static final Instant LAST_TRUE = Instant.parse("2026-11-24T10:36:03.120Z");
    private static final Instant TRUE_SINCE = Instant.parse("2026-11-24T10:40:04.310Z");
    private static final Instant OBSERVED = Instant.parse("2026-11-24T10:40:05.120Z");
    private static final Confirmation LAST = new Confirmation(7, LAST_TRUE);
    private static final Confirmation NEXT = new Confirmation(8, TRUE_SINCE);

    private static final Status ACTIVE = new Status(1, "Active");
    private static final Status RETIRED = new Status(2, "Retired");
    private static final Spacecraft DRAGON =
            new Spacecraft(4, "Dragon", "C1", new Spacecraft.Config(6L, "Dragon 1"), false);
    private static final TrackedSpacecraft GROUND = tracked(DRAGON, new TrackedState(false, ACTIVE, 1L, 1L));
    private static final TrackedSpacecraft SPACE = tracked(DRAGON, new TrackedState(true, ACTIVE, 1L, 1L));

    static Stream<Arguments> table() {
        return Stream.of(
                row(
                        "none",
                        "first seen now",
                        null,
                        GROUND,
                        8,
                        puts("APPEARED", GROUND, new Appeared(DRAGON, GROUND.state(), true, OBSERVED, 8))),
                row("none", "first seen before", null, GROUND, 3, puts("REBUILT", GROUND)),
                row("none", "a removal", null, null, 3, removes("REBUILT")),
                row("present", "equal", GROUND, GROUND, 3, Result.confirms(Verdict.UPDATED)),
                row(
                        "present",
                        "another name",
                        GROUND,
                        named("Dragon C1"),
                        3,
                        puts(
                                "CHANGED",
                                named("Dragon C1"),
                                details(named("Dragon C1").spacecraft(), "name", "Dragon", "Dragon C1"))),
                row(
                        "present",
                        "another description",
                        GROUND,
                        described(),
                        3,
                        puts("CHANGED", described(), details(DRAGON, "description", null, "The first."))),
                row("present", "the configuration's name", GROUND, configured(), 3, puts("UPDATED", configured())),
                row("present", "the status's name", GROUND, renamed(), 3, puts("UPDATED", renamed())),
                row("present", "in space", GROUND, SPACE, 3, puts("CHANGED", SPACE, entered())),
                row("present", "back from space", SPACE, GROUND, 3, puts("CHANGED", GROUND, left())),
                row(
                        "present",
                        "all kinds at once",
                        GROUND,
                        all(),
                        3,
                        puts(
                                "CHANGED",
                                all(),
                                entered(),
                                new StatusChanged(
                                        DRAGON, new OfStatus(ACTIVE), new OfStatus(RETIRED), OBSERVED, LAST_TRUE, 8),
                                new CountsChanged(
                                        DRAGON, new Counts(1L, 1L), new Counts(2L, 1L), false, OBSERVED, LAST_TRUE, 8),
                                details(DRAGON, "description", null, "The last."))),
                row(
                        "present",
                        "a removal",
                        SPACE,
                        null,
                        3,
                        removes("REMOVED", new Removed(DRAGON, SPACE.state(), OBSERVED, LAST_TRUE, 8))),
                arguments(
                        "removed",
                        "a removal",
                        new TrackedRow.Removed(LAST),
                        null,
                        3L,
                        Result.confirms(Verdict.UNCHANGED)),
                arguments(
                        "removed",
                        "a spacecraft",
                        new TrackedRow.Removed(LAST),
                        all(),
                        3L,
                        puts("REAPPEARED", all(), new Reappeared(DRAGON, all().state(), OBSERVED, LAST_TRUE, 8))));
    }

    @ParameterizedTest(name = "{0} | {1}")
    @MethodSource("table")
    void a_row_and_a_snapshot_have_this_result(
            String stored,
            String observed,
            @Nullable TrackedRow row,
            @Nullable TrackedSpacecraft shown,
            long firstSeen,
            Result expected) {
        var snapshot = snapshot(firstSeen, TRUE_SINCE, OBSERVED);

        var result = row == null ? Diff.evaluateFirst(snapshot, shown) : Diff.evaluate(row, LAST, snapshot, shown);

        assertThat(result).isEqualTo(expected);
    }

    @Test
    void the_bound_is_that_of_the_last_confirmation_and_not_of_the_row() {
        var confirmedLater = new Confirmation(7, Instant.parse("2026-11-24T10:39:00Z"));

        var result = Diff.evaluate(new Present(GROUND, LAST), confirmedLater, snapshot(3, TRUE_SINCE, OBSERVED), SPACE);

        assertThat(((EnteredSpace) result.changes().get(0)).previousObservedAt())
                .isEqualTo(confirmedLater.trueSince());
    }

    @ParameterizedTest
    @CsvSource({
        // The clock was set back, so the last confirmation appears to be later than the change.
        "2026-11-24T10:41:00Z, 2026-11-24T10:40:05.120Z",
        "2026-11-24T10:40:05.120Z, 2026-11-24T10:40:05.120Z",
        "2026-11-24T10:40:05.119Z, 2026-11-24T10:40:05.119Z",
    })
    void the_bound_is_never_later_than_the_observation_of_the_change(Instant lastTrue, Instant bound) {
        var result = Diff.evaluate(
                new Present(GROUND, LAST), new Confirmation(7, lastTrue), snapshot(3, TRUE_SINCE, OBSERVED), SPACE);

        assertThat(((EnteredSpace) result.changes().get(0)).previousObservedAt())
                .isEqualTo(bound);
    }

    @Test
    void a_cached_reply_does_not_move_the_bound_of_the_next_change_back() {
        var cached = snapshot(3, LAST_TRUE.minusSeconds(60), OBSERVED);

        var result = Diff.evaluate(new Present(GROUND, LAST), LAST, cached, SPACE);

        assertThat(result.put()).isEqualTo(new Present(SPACE, new Confirmation(8, LAST_TRUE)));
    }

    private static Arguments row(
            String stored,
            String observed,
            @Nullable TrackedSpacecraft row,
            @Nullable TrackedSpacecraft shown,
            long firstSeen,
            Result expected) {
        return arguments(stored, observed, row == null ? null : new Present(row, LAST), shown, firstSeen, expected);
    }

    private static Result puts(String verdict, TrackedSpacecraft row, Change... changes) {
        return Result.puts(new Present(row, NEXT), Verdict.valueOf(verdict), changes);
    }

    private static Result removes(String verdict, Change... changes) {
        return Result.puts(new TrackedRow.Removed(NEXT), Verdict.valueOf(verdict), changes);
    }

    private static Change entered() {
        return new EnteredSpace(DRAGON, new InSpace(false), new InSpace(true), OBSERVED, LAST_TRUE, 8);
    }

    private static Change left() {
        return new LeftSpace(DRAGON, new InSpace(true), new InSpace(false), OBSERVED, LAST_TRUE, 8);
    }

    private static TrackedSpacecraft tracked(Spacecraft spacecraft, TrackedState state) {
        return new TrackedSpacecraft(spacecraft, null, state);
    }

    private static TrackedSpacecraft named(String name) {
        return tracked(new Spacecraft(4, name, "C1", new Spacecraft.Config(6L, "Dragon 1"), false), GROUND.state());
    }

    private static TrackedSpacecraft described() {
        return new TrackedSpacecraft(DRAGON, "The first.", GROUND.state());
    }

    private static TrackedSpacecraft renamed() {
        return tracked(DRAGON, new TrackedState(false, new Status(1, "In service"), 1L, 1L));
    }

    private static TrackedSpacecraft configured() {
        var config = new Spacecraft.Config(6L, "Dragon CRS");
        return tracked(new Spacecraft(4, "Dragon", "C1", config, false), GROUND.state());
    }

    private static TrackedSpacecraft all() {
        return new TrackedSpacecraft(DRAGON, "The last.", new TrackedState(true, RETIRED, 2L, 1L));
    }

    private static Change details(Spacecraft spacecraft, String field, @Nullable Object had, Object has) {
        return new DetailsChanged(
                spacecraft,
                Collections.singletonMap(field, had),
                Collections.singletonMap(field, has),
                OBSERVED,
                LAST_TRUE,
                8);
    }

    private static Snapshot snapshot(long firstSeen, Instant trueSince, Instant observedAt) {
        var headers = new SnapshotHeaders(8, "page", "https://ll.example/2.3.0", firstSeen, true, trueSince);
        return new Snapshot(4, null, headers, observedAt);
    }
}
