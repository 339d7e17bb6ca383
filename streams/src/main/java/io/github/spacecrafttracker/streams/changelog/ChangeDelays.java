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
 * The end-to-end delay of changes: from the receipt of the reply that showed a change, through all commits, until a
 * subscriber has it. This instance is such a subscriber. Changes that were observed before its start do not count: they
 * were already in the topics.
 */
public final class ChangeDelays implements Consumer<List<ChangeRecord>> {
    private static final Duration[] BUCKETS =
            Metrics.buckets(50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000);

    private final Clock clock;
    private final long begunAt;
    private final Timer delay;

    public ChangeDelays(MeterRegistry registry) {
        clock = registry.config().clock();
        begunAt = clock.wallTime();
        delay = Timer.builder("tracker.change.delay")
                .description("From the receipt of a reply until a subscriber has the change that it showed")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    @Override
    public void accept(List<ChangeRecord> changes) {
        for (var change : changes) {
            var observedAt = change.time().toEpochMilli();
            if (observedAt >= begunAt) {
                // The clocks of two machines may differ.
                delay.record(Math.max(0, clock.wallTime() - observedAt), TimeUnit.MILLISECONDS);
            }
        }
    }
}
