package io.github.spacecrafttracker.poller.election;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The leadership as a lease. */
class LeadershipTest {
    private static final Duration LEASE = Duration.ofSeconds(6);

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1);
    private final Leadership leadership = new Leadership(LEASE, clock::get);

    @Test
    void a_leadership_lasts_as_long_as_it_is_renewed() {
        for (var renewal = 0; renewal < 10; renewal++) {
            pass(LEASE);
            leadership.renew();
        }

        assertThat(leadership.isOver()).isFalse();
    }

    @Test
    void a_leadership_that_was_not_renewed_in_time_is_over_without_a_message_from_the_group() {
        pass(LEASE.plusNanos(1));

        assertThat(leadership.isOver()).isTrue();
        assertThat(leadership.endReason())
                .isEqualTo(
                        "this process was suspended for more than 6 s: check the load and the memory of its machine");
    }

    @Test
    void a_late_renewal_has_no_effect() {
        pass(LEASE.plusNanos(1));
        leadership.renew();

        assertThat(leadership.isOver()).isTrue();
    }

    @Test
    void a_leadership_that_is_over_stays_over_for_the_first_reason() {
        assertThat(leadership.endReason()).isEmpty();

        leadership.end("the first");
        leadership.renew();
        leadership.end("the second");

        assertThat(leadership.isOver()).isTrue();
        assertThat(leadership.endReason()).isEqualTo("the first");
        assertThat(leadership.isGivenUp()).isFalse();
    }

    @Test
    void a_leadership_that_was_given_up_is_over() {
        leadership.giveUp();

        assertThat(leadership.isOver()).isTrue();
        assertThat(leadership.isGivenUp()).isTrue();
    }

    @Test
    void waiting_for_the_end_returns_when_it_comes() throws InterruptedException {
        assertThat(leadership.awaitEnd(Duration.ZERO)).isFalse();

        new Thread(() -> leadership.end("over")).start();

        assertThat(leadership.awaitEnd(Duration.ofMinutes(1))).isTrue();
    }

    @Test
    void waiting_for_the_end_reports_an_expired_lease() throws InterruptedException {
        pass(LEASE.plusNanos(1));

        assertThat(leadership.awaitEnd(Duration.ZERO)).isTrue();
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }
}
