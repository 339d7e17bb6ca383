package io.github.spacecrafttracker.streams.view;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What the view counts. */
public final class ViewMeters {
    /** What the view took in or passed over, by {@code verdict}. */
    public static final String RECORDS = "tracker.view.records";

    private final Counter held;
    private final Counter stale;
    private final Counter unreadable;

    public ViewMeters(MeterRegistry registry) {
        held = counter(registry, "held");
        stale = counter(registry, "stale");
        unreadable = counter(registry, "unreadable");
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
                .description("Snapshots and reports read by the view")
                .tag("verdict", verdict)
                .register(registry);
    }
}
