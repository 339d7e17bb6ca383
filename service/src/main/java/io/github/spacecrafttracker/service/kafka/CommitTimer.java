package io.github.spacecrafttracker.service.kafka;

import io.github.spacecrafttracker.service.management.Metrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** How long commits of transactions take, those that fail too. */
public final class CommitTimer {
    private static final Duration[] BUCKETS =
            Metrics.buckets(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000);

    private final Timer timer;

    public CommitTimer(MeterRegistry registry) {
        timer = Timer.builder("tracker.commit.duration")
                .description("How long the commit of a transaction took")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    void time(Runnable commit) {
        timer.record(commit);
    }
}
