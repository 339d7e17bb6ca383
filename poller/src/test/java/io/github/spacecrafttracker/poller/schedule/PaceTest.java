package io.github.spacecrafttracker.poller.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Asking NONE = new Asking(List.of(), 0, null);

    @Test
    void the_baseline_is_read_without_a_pause() {
        assertThat(NONE.accepted(new Pace(15), NOON, true).nextAt()).isEqualTo(NOON);
    }

    @Test
    void later_sweeps_are_spread_evenly() {
        assertThat(NONE.accepted(new Pace(15), NOON, false).nextAt()).isEqualTo(NOON.plusSeconds(240));
    }

    @Test
    void a_wait_that_the_server_asks_for_is_kept() {
        var notBefore = NOON.plusSeconds(3600);
        assertThat(NONE.refused(new Pace(36_000), NOON, true, notBefore).nextAt())
                .isEqualTo(notBefore);
    }

    @ParameterizedTest(name = "after {0} failures in a row: {1} s")
    @CsvSource({"1, 2", "2, 4", "3, 8", "10, 900", "60, 900"})
    void failures_wait_ever_longer_up_to_a_quarter_of_an_hour(int failures, long seconds) {
        var asking = new Asking(List.of(), failures - 1, null).refused(new Pace(36_000), NOON, true, null);
        assertThat(asking.failures()).isEqualTo(failures);
        assertThat(asking.nextAt()).isEqualTo(NOON.plusSeconds(seconds));
    }

    @Test
    void an_accepted_reply_ends_the_failures() {
        assertThat(new Asking(List.of(), 7, null)
                        .accepted(new Pace(36_000), NOON, true)
                        .failures())
                .isZero();
    }

    /** Promise 5: upstream is asked no more often than its limit, whatever comes back. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 15, 60})
    void no_sliding_hour_ever_holds_more_requests_than_the_limit(int limit) {
        var random = new Random(limit);
        var pace = new Pace(limit);
        var asking = NONE;
        var now = NOON;
        var all = new ArrayList<Instant>();
        for (var request = 0; request < 2_000; request++) {
            all.add(now);
            asking = switch (random.nextInt(4)) {
                case 0 -> asking.refused(pace, now, true, null);
                case 1 -> asking.accepted(pace, now, false);
                default -> asking.accepted(pace, now, true);
            };
            now = asking.nextAt() == null || asking.nextAt().isBefore(now) ? now : asking.nextAt();
        }
        for (var index = limit; index < all.size(); index++) {
            assertThat(Duration.between(all.get(index - limit), all.get(index)))
                    .isGreaterThanOrEqualTo(Duration.ofHours(1));
        }
    }

    @Test
    void a_poller_that_begins_keeps_to_what_was_asked_before_it() {
        var pace = new Pace(2);
        var asking = new Asking(List.of(NOON, NOON.plusSeconds(10)), 0, NOON.plusSeconds(10)).resumed(pace, true);
        assertThat(asking.nextAt()).isEqualTo(NOON.plus(Duration.ofHours(1)));
    }

    @Test
    void a_poller_that_begins_under_a_larger_limit_uses_it() {
        var asking = new Asking(List.of(NOON), 0, NOON.plusSeconds(240)).resumed(new Pace(36_000), false);
        assertThat(asking.nextAt()).isEqualTo(NOON.plusMillis(100));
    }

    @Test
    void a_poller_that_begins_after_a_failure_keeps_the_wait() {
        var asking = new Asking(List.of(NOON), 1, NOON.plusSeconds(3600)).resumed(new Pace(36_000), false);
        assertThat(asking.nextAt()).isEqualTo(NOON.plusSeconds(3600));
    }

    @Test
    void what_is_left_of_the_limit_grows_as_the_hour_slides() {
        var requests = List.of(NOON, NOON.plusSeconds(60));
        assertThat(new Pace(15).left(requests, NOON.plusSeconds(61))).isEqualTo(13);
        assertThat(new Pace(15).left(requests, NOON.plusSeconds(3600))).isEqualTo(14);
        assertThat(new Pace(1).left(requests, NOON.plusSeconds(61))).isZero();
    }
}
