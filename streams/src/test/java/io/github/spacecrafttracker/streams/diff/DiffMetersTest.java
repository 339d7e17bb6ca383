package io.github.spacecrafttracker.streams.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.change.ChangeType;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DiffMetersTest {
    private final MockClock clock = new MockClock();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
    private final DiffMeters meters = new DiffMeters(registry);

    @Test
    void the_delay_of_an_event_is_the_time_since_the_receipt_of_the_reply() {
        var received = Instant.ofEpochMilli(clock.wallTime());
        clock.add(Duration.ofMillis(700));

        meters.event(ChangeType.ENTERED_SPACE, received);

        var delay = registry.get(DiffMeters.EVENT_DELAY).timer();
        assertThat(delay.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(700);
    }

    @Test
    void the_delay_is_zero_if_the_clock_of_the_poller_is_ahead() {
        meters.event(ChangeType.ENTERED_SPACE, Instant.ofEpochMilli(clock.wallTime() + 5_000));

        var delay = registry.get(DiffMeters.EVENT_DELAY).timer();
        assertThat(delay.count()).isEqualTo(1);
        assertThat(delay.totalTime(TimeUnit.MILLISECONDS)).isZero();
    }
}
