package io.github.spacecrafttracker.poller.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @ParameterizedTest(name = "after {1} failures at {0} an hour: {2} s")
    @CsvSource({"15, 1, 60", "15, 2, 120", "15, 3, 240", "15, 9, 900", "3600, 1, 2", "3600, 4, 16", "3600, 30, 900"})
    void each_failure_doubles_the_wait_up_to_a_quarter_of_an_hour(int perHour, int failures, long seconds) {
        assertThat(waits(0.5, perHour, failures, false, null)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void many_trackers_do_not_come_back_together() {
        assertThat(waits(0, 15, 1, false, null)).isEqualTo(Duration.ofSeconds(45));
        assertThat(waits(1, 15, 1, false, null)).isEqualTo(Duration.ofSeconds(75));
    }

    @Test
    void what_the_server_asks_for_is_kept_where_it_is_longer() {
        assertThat(waits(0.5, 15, 1, true, NOON.plusSeconds(3600))).isEqualTo(Duration.ofHours(1));
        assertThat(waits(0.5, 15, 1, true, NOON.plusSeconds(1))).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void one_that_throttles_and_does_not_say_for_how_long_is_left_alone_for_a_minute_at_least() {
        assertThat(waits(0.5, 36_000, 1, true, null)).isEqualTo(Duration.ofMinutes(1));
    }

    private static Duration waits(
            double jitter, int perHour, int failures, boolean throttled, @Nullable Instant notBefore) {
        var budget = new RequestBudget(OptionalInt.of(perHour), null, List.of());
        return Duration.between(NOON, new Backoff(() -> jitter).until(failures, throttled, notBefore, budget, NOON));
    }
}
