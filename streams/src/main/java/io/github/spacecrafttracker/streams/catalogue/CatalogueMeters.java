package io.github.spacecrafttracker.streams.catalogue;

import io.github.spacecrafttracker.service.management.Metrics;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What the catalogue counts. */
public final class CatalogueMeters {
    /** What the catalogue took in or passed over, by {@code verdict}. */
    public static final String RECORDS = "tracker.catalogue.records";

    /** From the receipt of a reply until this instance had read the report of it, of replies since its start. */
    public static final String DELAY = "tracker.catalogue.delay";

    private static final Duration[] BUCKETS =
            Metrics.buckets(25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000);

    private final Clock clock;
    private final long begunAt;
    private final Timer delay;
    private final Counter held;
    private final Counter stale;
    private final Counter unreadable;

    public CatalogueMeters(MeterRegistry registry) {
        clock = registry.config().clock();
        begunAt = clock.wallTime();
        delay = Timer.builder(DELAY)
                .description("From the receipt of a reply until this instance had read the report of it")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        held = counter(registry, "held");
        stale = counter(registry, "stale");
        unreadable = counter(registry, "unreadable");
    }

    /**
     * A report was taken in. One of before the start tells nothing: it was there all the time.
     *
     * @param receivedAt in epoch milliseconds
     */
    void reported(long receivedAt) {
        if (receivedAt >= begunAt) {
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
