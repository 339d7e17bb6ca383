package io.github.spacecrafttracker.service.management;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.function.Supplier;

/** What {@code /health} says, as 1 and 0. */
record HealthGauges(Health health) implements MeterBinder {
    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "tracker.live", "0 when the process must be restarted", health::notLive);
        gauge(registry, "tracker.ready", "0 while it cannot do its work", health::notReady);
    }

    private static void gauge(MeterRegistry registry, String name, String description, Supplier<List<String>> whyNot) {
        Gauge.builder(name, () -> whyNot.get().isEmpty() ? 1 : 0)
                .description(description)
                .register(registry);
    }
}
