package io.github.spacecrafttracker.poller.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PollerStateTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    /** docs/guarantees.md#g1: observations order events, even after a deletion of the topics. */
    @Test
    void an_observation_is_at_least_the_time_so_that_none_repeats_after_topics_were_deleted() {
        assertThat(PollerState.empty(1).observationAt(NOON)).isEqualTo(NOON.toEpochMilli());
        assertThat(PollerState.empty(1).observed(7, Map.of()).observationAt(NOON))
                .isEqualTo(NOON.toEpochMilli());
    }

    /** See docs/guarantees.md#g1. */
    @Test
    void an_observation_is_above_the_last_one_even_if_the_clock_is_behind() {
        var last = NOON.toEpochMilli();

        assertThat(PollerState.empty(1).observed(last, Map.of()).observationAt(NOON.minusSeconds(60)))
                .isEqualTo(last + 1);
    }

    /** Otherwise, every poll would wait until the time of a clock that was ahead. */
    @Test
    void a_booking_from_the_future_counts_as_booked_now() {
        var since = NOON.minusSeconds(60);
        var state = PollerState.empty(1)
                .booked(NOON.minusSeconds(1), since)
                .booked(NOON.plusSeconds(3600), since)
                .withoutFuture(NOON);

        assertThat(state.bookings()).containsExactly(NOON.minusSeconds(1), NOON);
    }
}
