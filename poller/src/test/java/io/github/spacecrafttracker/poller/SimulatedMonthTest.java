package io.github.spacecrafttracker.poller;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * The time to detect a change, which {@code bench/run detection} reports for other limits too. The
 * clock is simulated, so nothing depends on the machine.
 */
class SimulatedMonthTest {
    @Test
    void at_the_anonymous_limit_changes_are_detected_within_minutes_and_a_sweep_takes_three_hours() throws Exception {
        var month = new SimulatedMonth(1, 15, 0).run();
        assertThat(month.mostInAnHour()).isLessThanOrEqualTo(15);
        assertThat(month.throttled()).isZero();
        assertThat(month.changes()).isGreaterThan(150);
        assertThat(month.mean()).isLessThan(Duration.ofSeconds(210));
        assertThat(month.worst()).isLessThan(Duration.ofMinutes(8));
        assertThat(month.sweepGap()).isLessThan(Duration.ofHours(3));
    }
}
