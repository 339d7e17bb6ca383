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

/** Only confirmations are written to the store with a delay of one second. */
class WriteBehindTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String IN_SPACE = onTheGround().replace("\"in_space\":false", "\"in_space\":true");

    private final DiffTestDriver driver = new DiffTestDriver();

    @BeforeEach
    void observeSpacecraft() {
        driver.observe(onTheGround());
        driver.puts();
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void an_equal_snapshot_stores_nothing_before_a_second_has_passed() {
        for (var time = 0; time < 900; time++) {
            driver.observe(onTheGround());
        }
        driver.advance(SECOND.minusMillis(1));

        assertThat(driver.puts()).isZero();
        assertThat(confirmation()).isEqualTo(confirmed(0));
    }

    @Test
    void only_the_last_of_many_confirmations_is_stored() {
        for (var time = 0; time < 900; time++) {
            driver.observe(onTheGround());
        }
        driver.advance(SECOND);

        assertThat(driver.puts()).isEqualTo(1);
        assertThat(confirmation()).isEqualTo(confirmed(900));
    }

    @Test
    void an_idle_diff_stores_nothing() {
        driver.observe(onTheGround());
        driver.advance(SECOND);
        driver.puts();
        driver.advance(SECOND.multipliedBy(60));

        assertThat(driver.puts()).isZero();
    }

    @Test
    void a_later_confirmation_is_also_stored() {
        driver.observe(onTheGround());
        driver.advance(SECOND);
        driver.observe(onTheGround());
        driver.advance(SECOND);

        assertThat(driver.puts()).isEqualTo(2);
        assertThat(confirmation()).isEqualTo(confirmed(2));
    }

    @Test
    void a_confirmation_changes_nothing_else_in_the_row() {
        var state = ((Present) requireNonNull(driver.stored())).tracked();
        driver.observe(onTheGround().replace("\"time_in_space\":\"P0D\"", "\"time_in_space\":\"P1D\""));
        driver.advance(SECOND);

        assertThat(driver.stored()).isEqualTo(new Present(state, confirmed(1)));
    }

    @Test
    void a_change_stores_its_row_immediately_and_discards_the_confirmation_of_the_previous_state() {
        driver.observe(onTheGround());
        driver.observe(IN_SPACE);

        assertThat(driver.puts()).isEqualTo(1);
        assertThat(confirmation()).isEqualTo(confirmed(2));
        driver.advance(SECOND);
        assertThat(driver.puts()).isZero();
    }

    @Test
    void a_repeated_removal_confirms_its_row() {
        driver.observe(null);
        driver.puts();
        driver.observe(null);
        driver.advance(SECOND);

        assertThat(driver.puts()).isEqualTo(1);
        assertThat(driver.stored()).isEqualTo(new TrackedRow.Removed(confirmed(2)));
    }

    @Test
    void neither_a_stale_nor_an_unreadable_snapshot_confirms_a_row() {
        driver.observe(onTheGround());
        driver.observe("{}");
        driver.observeAgain(onTheGround(), -1);
        driver.advance(SECOND);

        assertThat(confirmation()).isEqualTo(confirmed(1));
    }

    @Test
    void a_stale_snapshot_with_equal_bytes_does_not_move_the_confirmation_back() {
        driver.observe(onTheGround());
        driver.observe(onTheGround());
        driver.observeAgain(onTheGround(), -1);
        driver.advance(SECOND);

        assertThat(confirmation()).isEqualTo(confirmed(2));
        assertThat(driver.verdicts()).isEqualTo("unchanged=2 appeared=1 stale=1");
    }

    private Confirmation confirmation() {
        return requireNonNull(driver.stored()).confirmation();
    }

    private static Confirmation confirmed(int step) {
        return new Confirmation(FIRST_OBSERVATION + step, FIRST_TIME.plus(Duration.ofMinutes(step)));
    }
}
