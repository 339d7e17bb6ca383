package io.github.spacecrafttracker.poller.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void remaining_requests_may_be_sent_at_once() {
        assertThat(RateLimit.perHour(3).nextAvailable(at(0, 1), NOON)).isEqualTo(NOON);
    }

    @Test
    void the_next_request_waits_until_the_first_that_counts_has_left_the_hour() {
        assertThat(RateLimit.perHour(3).nextAvailable(at(30, 20, 10), NOON))
                .isEqualTo(NOON.minus(Duration.ofMinutes(30)).plus(HOUR).plus(RateLimit.SLACK));
        assertThat(RateLimit.perHour(2).nextAvailable(at(30, 20, 10), NOON))
                .as("a limit that was lowered in the meantime")
                .isEqualTo(NOON.minus(Duration.ofMinutes(20)).plus(HOUR).plus(RateLimit.SLACK));
    }

    @Test
    void requests_of_other_clients_reduce_the_limit() {
        assertThat(RateLimit.perHour(3).less(1).nextAvailable(at(20, 10), NOON)).isAfter(NOON);
        assertThat(RateLimit.perHour(3).less(7).nextAvailable(at(20, 10), NOON)).isEqualTo(NOON.plus(HOUR));
    }

    @Test
    void requests_at_the_sustainable_rate_never_wait_for_the_limit() {
        assertThat(RateLimit.perHour(15).sustainablePerHour(List.of(), NOON)).isEqualTo(15);
        assertThat(RateLimit.perHour(15).sustainablePerHour(at(2, 2, 2, 2, 2, 2, 2), NOON))
                .as("8 are left for 58 minutes")
                .isBetween(8.2, 8.3);
        assertThat(RateLimit.perHour(2).sustainablePerHour(at(2, 2), NOON)).isZero();
    }

    /**
     * docs/guarantees.md#g5, as a property: a poller that waits until {@code nextAvailable} never
     * exceeds the limit.
     */
    @Test
    void no_hour_has_more_requests_than_the_limit() {
        var random = new Random(5);
        var limit = RateLimit.perHour(15);
        var sent = new ArrayList<Instant>();
        var now = NOON;
        for (var request = 0; request < 5_000; request++) {
            now = limit.nextAvailable(sent, now.plusSeconds(random.nextInt(400)));
            sent.add(now);
        }
        for (var first = 0; first + 15 < sent.size(); first++) {
            assertThat(Duration.between(sent.get(first), sent.get(first + 15))).isGreaterThan(HOUR);
        }
    }

    private static List<Instant> at(int... minutesAgo) {
        return IntStream.of(minutesAgo)
                .mapToObj(minutes -> NOON.minus(Duration.ofMinutes(minutes)))
                .toList();
    }
}
