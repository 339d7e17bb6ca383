package io.github.spacecrafttracker.streams.catalogue;

import io.github.spacecrafttracker.service.management.Metrics;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The meters of the catalogue: the records that it reads, and the ages of its lists. */
public final class CatalogueMeters {
    /** Records that were applied or skipped, by {@code verdict}. */
    public static final String RECORDS = "tracker.catalogue.records";

    /**
     * The time from the receipt of a reply until this instance has read its report, for replies
     * since its start.
     */
    public static final String DELAY = "tracker.catalogue.delay";

    /** The age of a list, by {@code list}: {@code all} or {@code in_space}. */
    public static final String LIST_AGE = "tracker.list.age";

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
                .description("From the receipt of a reply until this instance has read its report")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        held = counter(registry, "held");
        stale = counter(registry, "stale");
        unreadable = counter(registry, "unreadable");
    }

    /**
     * Registers the ages of the lists. Until a list has an {@code As-Of}, its age is the time since
     * the start of this instance, so that alerts always have a value.
     */
    public void bindListAges(MeterRegistry registry, Catalogue catalogue) {
        bindAge(registry, "all", catalogue::asOf);
        bindAge(registry, "in_space", catalogue::inSpaceAsOf);
    }

    /**
     * Records the delay of a report. A report from before the start is ignored, because it was in
     * the topic before this instance could read it.
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

    private void bindAge(MeterRegistry registry, String list, Supplier<Optional<Instant>> asOf) {
        Gauge.builder(
                        LIST_AGE,
                        () -> seconds(asOf.get().map(Instant::toEpochMilli).orElse(startedAt)))
                .description("Age of a list's As-Of; the time since the start of this instance if there is none yet")
                .baseUnit("seconds")
                .tag("list", list)
                .register(registry);
    }

    private double seconds(long since) {
        return Math.max(0, clock.wallTime() - since) / 1000.0;
    }

    private static Counter counter(MeterRegistry registry, String verdict) {
        return Counter.builder(RECORDS)
                .description("Snapshots and reports read by the catalogue")
                .tag("verdict", verdict)
                .register(registry);
    }
}
