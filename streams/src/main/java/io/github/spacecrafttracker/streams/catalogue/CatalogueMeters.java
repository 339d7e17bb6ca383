package io.github.spacecrafttracker.streams.catalogue;

import io.github.spacecrafttracker.service.management.Metrics;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The metrics of the records that the catalogue reads. */
public final class CatalogueMeters {
    /** Records that were applied or skipped, by {@code verdict}. */
    public static final String RECORDS = "tracker.catalogue.records";

    /** The time from the receipt of a reply until this instance has read its report, for replies since its start. */
    public static final String DELAY = "tracker.catalogue.delay";

    private static final Duration[] BUCKETS =
            Metrics.buckets(25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000);

    private final Clock clock;
    private final long startedAt;
    private final Timer delay;
    private final Counter held;
    private final Counter stale;
    private final Counter unreadable;

    public CatalogueMeters(MeterRegistry registry) {
        clock = registry.config().clock();
        startedAt = clock.wallTime();
        delay = Timer.builder(DELAY)
                .description("From the receipt of a reply until this instance had read the report of it")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        held = counter(registry, "held");
        stale = counter(registry, "stale");
        unreadable = counter(registry, "unreadable");
    }

    /**
     * Records the delay of a report. A report from before the start is not counted, because it did not wait for a reader.
     *
     * @param receivedAt in epoch milliseconds
     */
    void reported(long receivedAt) {
        if (receivedAt >= startedAt) {
            delay.record(Math.max(0, clock.wallTime() - receivedAt), TimeUnit.MILLISECONDS);
        }
    }

    void held() {
        held.increment();
    }

    void stale() {
        stale.increment();
    }

    void unreadable() {
        unreadable.increment();
    }

    private static Counter counter(MeterRegistry registry, String verdict) {
        return Counter.builder(RECORDS)
                .description("Snapshots and reports read by the catalogue")
                .tag("verdict", verdict)
                .register(registry);
    }
}
