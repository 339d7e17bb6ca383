package io.github.spacecrafttracker.streams.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.change.ChangeType;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ChangeDelayTimerTest {
    private final MockClock clock = new MockClock();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
    private final ChangeDelayTimer timer = new ChangeDelayTimer(registry);
    private final Instant start = Instant.ofEpochMilli(clock.wallTime());

    @Test
    void the_delay_of_a_change_is_the_time_since_its_observation() {
        clock.add(Duration.ofMillis(1500));

        timer.accept(List.of(observedAt(start), observedAt(start.plusMillis(1000))));

        assertThat(registry.get("tracker.change.delay").timer().count()).isEqualTo(2);
        assertThat(registry.get("tracker.change.delay").timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(2000);
    }

    @Test
    void a_change_observed_before_the_start_is_ignored() {
        timer.accept(List.of(observedAt(start.minusMillis(1))));

        assertThat(registry.get("tracker.change.delay").timer().count()).isZero();
    }

    private static ChangeRecord observedAt(Instant time) {
        var type = ChangeType.ENTERED_SPACE;
        return new ChangeRecord(0, 0, time, type.kind(), type.ceType(), "4", 0, new byte[0]);
    }
}
