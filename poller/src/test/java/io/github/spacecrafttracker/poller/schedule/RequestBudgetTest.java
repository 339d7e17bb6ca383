package io.github.spacecrafttracker.poller.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.poll.PollReport.Requests;
import io.github.spacecrafttracker.poller.ll2.UpstreamLimit.ReportedLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** docs/guarantees.md#g5: the lower of the reported limit and the configured cap applies. */
class RequestBudgetTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void without_a_reported_limit_and_a_cap_the_anonymous_limit_applies() {
        assertThat(budget(null, null).perHour()).isEqualTo(15);
    }

    @Test
    void without_a_reported_limit_the_cap_applies() {
        assertThat(budget(40, null).perHour()).isEqualTo(40);
    }

    @Test
    void the_lower_of_both_applies() {
        assertThat(budget(40, reported(15, HOUR, 0)).perHour()).isEqualTo(15);
        assertThat(budget(10, reported(15, HOUR, 0)).perHour()).isEqualTo(10);
        assertThat(budget(null, reported(300, HOUR, 0)).perHour()).isEqualTo(300);
    }

    @Test
    void a_huge_limit_allows_one_request_a_second_unless_a_higher_cap_is_set() {
        assertThat(budget(null, reported(Integer.MAX_VALUE, HOUR, 0)).perHour()).isEqualTo(3600);
        assertThat(budget(7200, reported(Integer.MAX_VALUE, HOUR, 0)).perHour()).isEqualTo(7200);
    }

    @Test
    void a_limit_over_another_period_is_kept_over_that_period() {
        var budget = budget(null, reported(2, Duration.ofMinutes(1), 0), NOON.minusSeconds(20), NOON.minusSeconds(10));
        assertThat(budget.perHour()).isEqualTo(120);
        assertThat(budget.nextAvailable(NOON)).isEqualTo(NOON.plusSeconds(40).plus(RateLimit.SLACK));
        assertThat(budget(null, reported(48, Duration.ofDays(1), 40)).perHour())
                .as("hour by hour")
                .isEqualTo(2);
    }

    @Test
    void a_limit_below_one_request_an_hour_is_kept_request_by_request() {
        var budget = budget(null, reported(10, Duration.ofDays(1), 0), NOON.minus(HOUR));
        assertThat(budget.nextAvailable(NOON))
                .isEqualTo(NOON.plusSeconds(84 * 60).plus(RateLimit.SLACK));
        assertThat(budget.perHour()).isEqualTo(1);
    }

    @Test
    void a_limit_of_zero_allows_no_request() {
        assertThat(budget(null, reported(0, Duration.ofDays(1), 0)).nextAvailable(NOON))
                .isAfter(NOON);
    }

    @Test
    void reported_requests_beyond_ours_are_those_of_others() {
        var budget = budget(null, reported(15, HOUR, 7), NOON.minusSeconds(600), NOON.minusSeconds(300));
        assertThat(budget.usageAt(NOON)).isEqualTo(new Requests(15, 2, 5));
        assertThat(budget.remaining(NOON)).isEqualTo(8);
        assertThat(budget.requestsOfOthers(NOON.plus(HOUR)))
                .as("until it has left the hour")
                .isZero();
    }

    @Test
    void the_requests_of_others_do_not_count_against_the_cap() {
        assertThat(budget(5, reported(15, HOUR, 5)).remaining(NOON)).isEqualTo(5);
        assertThat(budget(5, reported(15, HOUR, 12)).remaining(NOON)).isEqualTo(3);
    }

    @Test
    void nothing_is_requested_while_others_use_the_whole_limit() {
        assertThat(budget(null, reported(15, HOUR, 15)).nextAvailable(NOON)).isAfter(NOON);
    }

    @Test
    void a_reported_wait_is_kept() {
        var reported = new ReportedLimit(15, HOUR, 3, Duration.ofSeconds(90), NOON);
        assertThat(budget(null, reported).nextAvailable(NOON)).isEqualTo(NOON.plusSeconds(90));
    }

    private static ReportedLimit reported(int limit, Duration period, int use) {
        return new ReportedLimit(limit, period, use, Duration.ZERO, NOON);
    }

    private static RequestBudget budget(@Nullable Integer cap, @Nullable ReportedLimit reported, Instant... booked) {
        return new RequestBudget(cap == null ? OptionalInt.empty() : OptionalInt.of(cap), reported, List.of(booked));
    }
}
