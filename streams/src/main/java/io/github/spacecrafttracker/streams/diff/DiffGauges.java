package io.github.spacecrafttracker.streams.diff;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The size and the lag of this instance's diff.
 *
 * @param lags the number of records that wait, for each partition that this instance diffs
 */
public record DiffGauges(DiffProgress progress, Supplier<Map<Integer, Long>> lags) implements MeterBinder {
    @Override
    public void bindTo(MeterRegistry registry) {
        var clock = registry.config().clock();
        Gauge.builder("tracker.diff.rows", progress::rows)
                .description("Spacecraft in the state of the diff, removed ones included")
                .register(registry);
        Gauge.builder("tracker.diff.lag.records", () -> lags.get().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .description("Records of snapshots, transaction markers included, that wait to be diffed")
                .register(registry);
        Gauge.builder("tracker.diff.lag", () -> progress.longestWait(lags.get(), clock.wallTime()) / 1000.0)
                .description("Upper bound of the time that the oldest of them has waited; 0 if none waits")
                .baseUnit("seconds")
                .register(registry);
    }
}
