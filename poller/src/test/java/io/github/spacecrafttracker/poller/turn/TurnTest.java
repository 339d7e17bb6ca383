package io.github.spacecrafttracker.poller.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A turn as a lease. */
class TurnTest {
    private static final Duration LEASE = Duration.ofSeconds(6);

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1);
    private final Turn turn = new Turn(LEASE, clock::get);

    @Test
    void lasts_as_long_as_it_is_renewed() {
        for (var renewal = 0; renewal < 10; renewal++) {
            pass(LEASE);
            turn.renew();
        }

        assertThat(turn.isOver()).isFalse();
    }

    @Test
    void is_over_when_it_was_not_renewed_in_time_before_anybody_has_said_so() {
        pass(LEASE.plusNanos(1));

        assertThat(turn.isOver()).isTrue();
        assertThat(turn.why()).isEqualTo("this process stood still for more than 6 s");
    }

    @Test
    void a_renewal_that_comes_too_late_renews_nothing() {
        pass(LEASE.plusNanos(1));
        turn.renew();

        assertThat(turn.isOver()).isTrue();
    }

    @Test
    void once_over_it_stays_over_for_the_first_reason() {
        assertThat(turn.why()).isEmpty();

        turn.end("the first");
        turn.renew();
        turn.end("the second");

        assertThat(turn.isOver()).isTrue();
        assertThat(turn.why()).isEqualTo("the first");
        assertThat(turn.isGivenUp()).isFalse();
    }

    @Test
    void one_that_is_given_up_is_over() {
        turn.giveUp();

        assertThat(turn.isOver()).isTrue();
        assertThat(turn.isGivenUp()).isTrue();
    }

    @Test
    void who_waits_for_its_end_hears_of_it() throws InterruptedException {
        assertThat(turn.awaitEnd(Duration.ZERO)).isFalse();

        new Thread(() -> turn.end("over")).start();

        assertThat(turn.awaitEnd(Duration.ofMinutes(1))).isTrue();
    }

    @Test
    void who_waited_for_its_end_hears_that_it_has_expired() throws InterruptedException {
        pass(LEASE.plusNanos(1));

        assertThat(turn.awaitEnd(Duration.ZERO)).isTrue();
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }
}
