package io.github.spacecrafttracker.streams.diff;

import io.github.spacecrafttracker.change.ChangeType;
import io.github.spacecrafttracker.service.management.Metrics;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The meters of the diff. Each series exists from the start with the value zero, so that its first
 * increase is visible. Work that is repeated after an aborted transaction is counted again.
 */
public final class DiffMeters {
    /** Snapshots read, by {@code verdict}. */
    public static final String SNAPSHOTS = "tracker.snapshots";
    /** Change events written, by {@code type}. */
    public static final String EVENTS = "tracker.events";
    /** Dead letters written, by {@code cause}: the part that is unreadable. */
    public static final String DEAD_LETTERS = "tracker.dead.letters";

    /** The time from the receipt of a reply until its event is sent; the commit follows. */
    public static final String EVENT_DELAY = "tracker.event.delay";

    private static final Duration[] BUCKETS =
            Metrics.buckets(50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000, 3_600_000);

    private final Map<Verdict, Counter> snapshots = new EnumMap<>(Verdict.class);
    private final Map<ChangeType, Counter> events = new EnumMap<>(ChangeType.class);
    private final Map<Part, Counter> deadLetters = new EnumMap<>(Part.class);
    private final DiffProgress progress = new DiffProgress();
    private final Clock clock;
    private final Timer eventDelay;

    /** The unreadable part of a snapshot. */
    enum Part {
        /** The key or the headers. */
        ENVELOPE,
        VALUE
    }

    public DiffMeters(MeterRegistry registry) {
        clock = registry.config().clock();
        eventDelay = Timer.builder(EVENT_DELAY)
                .description("Time from the receipt of a reply until its event is sent")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        for (var verdict : Verdict.values()) {
            snapshots.put(
                    verdict,
                    Counter.builder(SNAPSHOTS)
                            .description("Snapshots read")
                            .tag("verdict", verdict.label())
                            .register(registry));
        }
        for (var type : ChangeType.values()) {
            events.put(
                    type,
                    Counter.builder(EVENTS)
                            .description("Change events written")
                            .tag("type", type.shortName())
                            .register(registry));
        }
        for (var part : Part.values()) {
            deadLetters.put(
                    part,
                    Counter.builder(DEAD_LETTERS)
                            .description("Snapshots that are unreadable")
                            .tag("cause", part.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
    }

    /**
     * Registers the size of the state and the lag of this instance.
     *
     * @param lags the number of waiting records, by partition that this instance diffs
     */
    public void bindLag(MeterRegistry registry, Supplier<Map<Integer, Long>> lags) {
        Gauge.builder("tracker.diff.rows", progress::rows)
                .description("Spacecraft in the state of the diff, including removed ones")
                .register(registry);
        Gauge.builder("tracker.diff.lag.records", () -> lags.get().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .description("Snapshot records that are waiting to be diffed, including transaction markers")
                .register(registry);
        Gauge.builder("tracker.diff.lag", () -> progress.longestWait(lags.get(), clock.wallTime()) / 1000.0)
                .description("Upper bound of the time that the oldest waiting record has waited; 0 if none is waiting")
                .baseUnit("seconds")
                .register(registry);
    }

    DiffProgress progress() {
        return progress;
    }

    DiffProgress.Task begin(int partition, long rows) {
        return progress.begin(partition, rows, clock.wallTime());
    }

    void snapshot(Verdict verdict) {
        count(snapshots, verdict);
    }

    void event(ChangeType type, Instant observedAt) {
        count(events, type);
        // At least 0, because the clocks of two machines may differ.
        eventDelay.record(Math.max(0, clock.wallTime() - observedAt.toEpochMilli()), TimeUnit.MILLISECONDS);
    }

    void deadLetter(Part part) {
        count(deadLetters, part);
    }

    private static <E extends Enum<E>> void count(Map<E, Counter> counters, E key) {
        var counter = counters.get(key);
        if (counter != null) {
            counter.increment();
        }
    }
}
