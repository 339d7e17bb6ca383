package io.github.spacecrafttracker.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.spacecrafttracker.change.Change;
import io.github.spacecrafttracker.change.ChangeEvent;
import io.github.spacecrafttracker.snapshot.SnapshotHeaders;
import io.github.spacecrafttracker.snapshot.Spacecraft;
import io.github.spacecrafttracker.snapshot.TrackedState;
import io.github.spacecrafttracker.snapshot.TrackedState.Status;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EventLineTest {
    private static final Spacecraft FREEDOM = new Spacecraft(551, "Crew Dragon Freedom", "C212", null, false);
    private static final TrackedState FLYING = new TrackedState(true, new Status(1, "Active"), 5L, 4L);
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @ParameterizedTest(name = "{1}")
    @MethodSource
    void each_change_in_words(Change change, String line) {
        assertThat(EventLine.of(ChangeEvent.of(change, "https://ll.thespacedevs.com/2.3.0")))
                .isEqualTo("Crew Dragon Freedom (551) " + line);
    }

    static Stream<Arguments> each_change_in_words() {
        var in = new Change.InSpace(true);
        var out = new Change.InSpace(false);
        return Stream.of(
                arguments(new Change.EnteredSpace(FREEDOM, out, in, NOON, NOON, 2), "entered space"),
                arguments(new Change.LeftSpace(FREEDOM, in, out, NOON, NOON, 2), "left space"),
                arguments(
                        new Change.StatusChanged(
                                FREEDOM,
                                new Change.OfStatus(new Status(1, "Active")),
                                new Change.OfStatus(new Status(9, null)),
                                NOON,
                                NOON,
                                2),
                        "is now 9, was Active"),
                arguments(
                        new Change.CountsChanged(
                                FREEDOM, new Change.Counts(5L, 4L), new Change.Counts(4L, null), true, NOON, NOON, 2),
                        "has 4 flights and no number of ends, had 5 flights and 4 ends (a correction)"),
                arguments(new Change.Appeared(FREEDOM, FLYING, false, NOON, 2), "appeared, in space"),
                arguments(new Change.Removed(FREEDOM, FLYING, NOON, NOON, 2), "was removed, in space"),
                arguments(new Change.Reappeared(FREEDOM, FLYING, NOON, NOON, 2), "reappeared, in space"));
    }

    @Test
    void whatever_a_spacecraft_is_called_it_is_one_line_that_does_not_move_the_terminal() {
        var named = new Spacecraft(551, "Crew\n12:00:00  Soyuz\u001b[1A\u009b2K", "C212", null, false);
        var change = new Change.EnteredSpace(named, new Change.InSpace(false), new Change.InSpace(true), NOON, NOON, 2);

        assertThat(EventLine.of(ChangeEvent.of(change, "https://ll.thespacedevs.com/2.3.0")))
                .isEqualTo("Crew 12:00:00  Soyuz [1A 2K (551) entered space");
    }

    @Test
    void what_is_made_up_is_said_to_be() {
        var change = new Change.Appeared(FREEDOM, FLYING, false, NOON, 2);
        assertThat(EventLine.of(ChangeEvent.of(change, SnapshotHeaders.MADE_UP)))
                .endsWith("[made up]");
    }

    @Test
    void the_baseline_is_no_news() {
        assertThat(EventLine.isBaseline(
                        ChangeEvent.of(new Change.Appeared(FREEDOM, FLYING, true, NOON, 2), SnapshotHeaders.MADE_UP)))
                .isTrue();
        assertThat(EventLine.isBaseline(
                        ChangeEvent.of(new Change.Appeared(FREEDOM, FLYING, false, NOON, 2), SnapshotHeaders.MADE_UP)))
                .isFalse();
    }
}
