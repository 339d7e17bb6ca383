package io.github.spacecrafttracker.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.streams.runtime.StreamsRunner.RestoringTime;
import java.time.Duration;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.Test;

class RestoringTimeTest {
    private long nanos = -5_000_000_000L;
    private final RestoringTime restoring = new RestoringTime(() -> nanos);

    @Test
    void an_application_that_has_not_started_counts_as_restoring_since_its_creation() {
        advance(Duration.ofSeconds(5));

        assertThat(restoring.seconds()).isEqualTo(5);
    }

    @Test
    void the_restoring_time_of_a_running_application_is_zero() {
        advance(Duration.ofMinutes(10));
        restoring.stateChanged(State.RUNNING);
        advance(Duration.ofMinutes(10));

        assertThat(restoring.seconds()).isZero();
    }

    @Test
    void a_rebalance_restarts_the_time_and_a_second_one_continues_it() {
        restoring.stateChanged(State.RUNNING);
        restoring.stateChanged(State.REBALANCING);
        advance(Duration.ofMillis(1500));
        restoring.stateChanged(State.REBALANCING);
        advance(Duration.ofMillis(1500));

        assertThat(restoring.seconds()).isEqualTo(3);
    }

    private void advance(Duration time) {
        nanos += time.toNanos();
    }
}
