package io.github.spacecrafttracker.streams.diff;

import static io.github.spacecrafttracker.streams.diff.DiffTestDriver.FIRST_OBSERVATION;
import static io.github.spacecrafttracker.streams.diff.DiffTestDriver.FIRST_TIME;
import static io.github.spacecrafttracker.streams.diff.DiffTestDriver.onTheGround;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.streams.diff.TrackedRow.Confirmation;
import io.github.spacecrafttracker.streams.diff.TrackedRow.Present;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Confirmations are written to the store a second behind, and nothing else is. */
class WriteBehindTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String IN_SPACE = onTheGround().replace("\"in_space\":false", "\"in_space\":true");

    private final DiffTestDriver tracker = new DiffTestDriver();

    @BeforeEach
    void a_spacecraft_is_known() {
        tracker.observe(onTheGround());
        tracker.puts();
    }

    @AfterEach
    void stop() {
        tracker.close();
    }

    @Test
    void an_equal_snapshot_puts_nothing_before_a_second_has_passed() {
        for (var time = 0; time < 900; time++) {
            tracker.observe(onTheGround());
        }
        tracker.waits(SECOND.minusMillis(1));

        assertThat(tracker.puts()).isZero();
        assertThat(confirmation()).isEqualTo(confirmed(0));
    }

    @Test
    void the_last_of_many_confirmations_is_put_once() {
        for (var time = 0; time < 900; time++) {
            tracker.observe(onTheGround());
        }
        tracker.waits(SECOND);

        assertThat(tracker.puts()).isEqualTo(1);
        assertThat(confirmation()).isEqualTo(confirmed(900));
    }

    @Test
    void an_idle_diff_puts_nothing() {
        tracker.observe(onTheGround());
        tracker.waits(SECOND);
        tracker.puts();
        tracker.waits(SECOND.multipliedBy(60));

        assertThat(tracker.puts()).isZero();
    }

    @Test
    void a_later_confirmation_is_put_too() {
        tracker.observe(onTheGround());
        tracker.waits(SECOND);
        tracker.observe(onTheGround());
        tracker.waits(SECOND);

        assertThat(tracker.puts()).isEqualTo(2);
        assertThat(confirmation()).isEqualTo(confirmed(2));
    }

    @Test
    void a_confirmation_changes_nothing_else_in_the_row() {
        var reading = ((Present) requireNonNull(tracker.stored())).reading();
        tracker.observe(onTheGround().replace("\"time_in_space\":\"P0D\"", "\"time_in_space\":\"P1D\""));
        tracker.waits(SECOND);

        assertThat(tracker.stored()).isEqualTo(new Present(reading, confirmed(1)));
    }

    @Test
    void a_change_puts_its_row_at_once_and_no_confirmation_of_the_state_before_it() {
        tracker.observe(onTheGround());
        tracker.observe(IN_SPACE);

        assertThat(tracker.puts()).isEqualTo(1);
        assertThat(confirmation()).isEqualTo(confirmed(2));
        tracker.waits(SECOND);
        assertThat(tracker.puts()).isZero();
    }

    @Test
    void a_repeated_removal_is_confirmed_like_any_other_row() {
        tracker.observe(null);
        tracker.puts();
        tracker.observe(null);
        tracker.waits(SECOND);

        assertThat(tracker.puts()).isEqualTo(1);
        assertThat(tracker.stored()).isEqualTo(new TrackedRow.Removed(confirmed(2)));
    }

    @Test
    void neither_a_stale_nor_an_unreadable_snapshot_confirms_a_row() {
        tracker.observe(onTheGround());
        tracker.observe("{}");
        tracker.observeAgain(onTheGround(), -1);
        tracker.waits(SECOND);

        assertThat(confirmation()).isEqualTo(confirmed(1));
    }

    @Test
    void a_stale_snapshot_with_equal_bytes_does_not_move_the_confirmation_back() {
        tracker.observe(onTheGround());
        tracker.observe(onTheGround());
        tracker.observeAgain(onTheGround(), -1);
        tracker.waits(SECOND);

        assertThat(confirmation()).isEqualTo(confirmed(2));
        assertThat(tracker.verdicts()).isEqualTo("unchanged=2 appeared=1 stale=1");
    }

    private Confirmation confirmation() {
        return requireNonNull(tracker.stored()).confirmation();
    }

    private static Confirmation confirmed(int step) {
        return new Confirmation(FIRST_OBSERVATION + step, FIRST_TIME.plus(Duration.ofMinutes(step)));
    }
}
