package io.github.spacecrafttracker.poller.election;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A turn as a lease. */
class LeadershipTest {
    private static final Duration LEASE = Duration.ofSeconds(6);

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1);
    private final Leadership leadership = new Leadership(LEASE, clock::get);

    @Test
    void lasts_as_long_as_it_is_renewed() {
        for (var renewal = 0; renewal < 10; renewal++) {
            pass(LEASE);
            leadership.renew();
        }

        assertThat(leadership.isOver()).isFalse();
    }

    @Test
    void is_over_when_it_was_not_renewed_in_time_before_anybody_has_said_so() {
        pass(LEASE.plusNanos(1));

        assertThat(leadership.isOver()).isTrue();
        assertThat(leadership.why()).isEqualTo("this process was suspended for more than 6 s");
    }

    @Test
    void a_renewal_that_comes_too_late_renews_nothing() {
        pass(LEASE.plusNanos(1));
        leadership.renew();

        assertThat(leadership.isOver()).isTrue();
    }

    @Test
    void once_over_it_stays_over_for_the_first_reason() {
        assertThat(leadership.why()).isEmpty();

        leadership.end("the first");
        leadership.renew();
        leadership.end("the second");

        assertThat(leadership.isOver()).isTrue();
        assertThat(leadership.why()).isEqualTo("the first");
        assertThat(leadership.isGivenUp()).isFalse();
    }

    @Test
    void one_that_is_given_up_is_over() {
        leadership.giveUp();

        assertThat(leadership.isOver()).isTrue();
        assertThat(leadership.isGivenUp()).isTrue();
    }

    @Test
    void who_waits_for_its_end_hears_of_it() throws InterruptedException {
        assertThat(leadership.awaitEnd(Duration.ZERO)).isFalse();

        new Thread(() -> leadership.end("over")).start();

        assertThat(leadership.awaitEnd(Duration.ofMinutes(1))).isTrue();
    }

    @Test
    void who_waited_for_its_end_hears_that_it_has_expired() throws InterruptedException {
        pass(LEASE.plusNanos(1));

        assertThat(leadership.awaitEnd(Duration.ZERO)).isTrue();
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }
}
