package io.github.spacecrafttracker.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.change.Change;
import io.github.spacecrafttracker.snapshot.SnapshotHeaders;
import io.github.spacecrafttracker.snapshot.Spacecraft;
import io.github.spacecrafttracker.snapshot.TrackedState;
import io.github.spacecrafttracker.snapshot.TrackedState.Status;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private static final Spacecraft FREEDOM = new Spacecraft(551, "Crew Dragon Freedom", "C212", null, false);
    private static final TrackedState FLYING = new TrackedState(true, new Status(1, "Active"), 5L, 4L);
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void an_event_is_printed_as_one_sentence() {
        var change =
                new Change.EnteredSpace(FREEDOM, new Change.InSpace(false), new Change.InSpace(true), NOON, NOON, 2);
        assertThat(Console.describe(change.toCloudEvent("https://ll.thespacedevs.com/2.3.0")))
                .contains("Crew Dragon Freedom entered space");
    }

    @Test
    void a_name_cannot_break_the_line_or_control_the_terminal() {
        var named = new Spacecraft(551, "Crew\n12:00:00  Soyuz\u001b[1A\u009b2K", "C212", null, false);
        var change = new Change.EnteredSpace(named, new Change.InSpace(false), new Change.InSpace(true), NOON, NOON, 2);

        assertThat(Console.describe(change.toCloudEvent("https://ll.thespacedevs.com/2.3.0")))
                .contains("Crew 12:00:00  Soyuz [1A 2K entered space");
    }

    @Test
    void made_up_events_are_marked() {
        var change = new Change.Appeared(FREEDOM, FLYING, false, NOON, 2);
        assertThat(Console.describe(change.toCloudEvent(SnapshotHeaders.MADE_UP)))
                .contains("Crew Dragon Freedom is new in the catalogue, in space  [made up]");
    }

    @Test
    void the_baseline_is_not_printed() {
        assertThat(Console.describe(
                        new Change.Appeared(FREEDOM, FLYING, true, NOON, 2).toCloudEvent(SnapshotHeaders.MADE_UP)))
                .isEmpty();
    }
}
