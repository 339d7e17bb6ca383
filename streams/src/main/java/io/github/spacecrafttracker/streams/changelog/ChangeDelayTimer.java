package io.github.spacecrafttracker.streams.changelog;

import io.github.spacecrafttracker.service.management.Metrics;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Measures the end-to-end delay of changes, from the receipt of a reply until a subscriber has
 * received the committed event of the change in it. This instance acts as the subscriber. Ignores
 * changes that were observed before its start, because they were already in the topics.
 */
public final class ChangeDelayTimer implements Consumer<List<ChangeRecord>> {
    private static final Duration[] BUCKETS =
            Metrics.buckets(50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000);

    private final Clock clock;
    private final long startedAt;
    private final Timer delay;

    public ChangeDelayTimer(MeterRegistry registry) {
        clock = registry.config().clock();
        startedAt = clock.wallTime();
        delay = Timer.builder("tracker.change.delay")
                .description("From the receipt of a reply until a subscriber has received the change in it")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    @Override
    public void accept(List<ChangeRecord> changes) {
        for (var change : changes) {
            var observedAt = change.time().toEpochMilli();
            if (observedAt >= startedAt) {
                // At least 0, because the clocks of two machines may differ.
                delay.record(Math.max(0, clock.wallTime() - observedAt), TimeUnit.MILLISECONDS);
            }
        }
    }
}
