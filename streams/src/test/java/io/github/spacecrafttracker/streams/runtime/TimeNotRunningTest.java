package io.github.spacecrafttracker.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.Test;

class TimeNotRunningTest {
    private long nanos = -5_000_000_000L;
    private final TimeNotRunning restoring = new TimeNotRunning(() -> nanos);

    @Test
    void what_was_not_started_yet_has_been_restoring_since_it_was_made() {
        passes(Duration.ofSeconds(5));

        assertThat(restoring.seconds()).isEqualTo(5);
    }

    @Test
    void what_runs_is_not_restoring_however_long_it_took() {
        passes(Duration.ofMinutes(10));
        restoring.enters(State.RUNNING);
        passes(Duration.ofMinutes(10));

        assertThat(restoring.seconds()).isZero();
    }

    @Test
    void a_rebalance_begins_it_anew_and_one_that_follows_another_goes_on_with_it() {
        restoring.enters(State.RUNNING);
        restoring.enters(State.REBALANCING);
        passes(Duration.ofMillis(1500));
        restoring.enters(State.REBALANCING);
        passes(Duration.ofMillis(1500));

        assertThat(restoring.seconds()).isEqualTo(3);
    }

    private void passes(Duration time) {
        nanos += time.toNanos();
    }
}
