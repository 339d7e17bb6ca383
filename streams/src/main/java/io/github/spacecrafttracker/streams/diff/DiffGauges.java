package io.github.spacecrafttracker.streams.diff;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How the diff of this instance stands.
 *
 * @param lags how many records wait, by partition that this instance diffs
 */
public record DiffGauges(DiffProgress progress, Supplier<Map<Integer, Long>> lags) implements MeterBinder {
    @Override
    public void bindTo(MeterRegistry registry) {
        var clock = registry.config().clock();
        Gauge.builder("tracker.diff.rows", progress::rows)
                .description("Spacecraft in the state of the diff, removed ones too")
                .register(registry);
        Gauge.builder("tracker.diff.lag.records", () -> lags.get().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .description("Records of snapshots, markers of transactions included, that wait to be diffed")
                .register(registry);
        Gauge.builder("tracker.diff.lag", () -> progress.longestWait(lags.get(), clock.wallTime()) / 1000.0)
                .description("How long the oldest of them has waited at most; 0 where none waits")
                .baseUnit("seconds")
                .register(registry);
    }
}
