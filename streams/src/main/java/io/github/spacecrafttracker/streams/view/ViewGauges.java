package io.github.spacecrafttracker.streams.view;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What the view holds and how old it is. Both are NaN where there is nothing to say. */
public final class ViewGauges implements MeterBinder {
    /** Spacecraft held and not removed. */
    public static final String ROWS = "tracker.view.rows";
    /** How long ago the list was true for certain: the age of its as-of. */
    public static final String SWEEP_AGE = "tracker.sweep.age";

    private final View view;
    private final Clock clock;

    public ViewGauges(View view, Clock clock) {
        this.view = view;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder(ROWS, this, ViewGauges::rows)
                .description("Spacecraft in the view")
                .strongReference(true)
                .register(registry);
        TimeGauge.builder(SWEEP_AGE, this, TimeUnit.MILLISECONDS, ViewGauges::sweepAge)
                .description("Age of the last complete sweep in the view")
                .strongReference(true)
                .register(registry);
    }

    private double rows() {
        var rows = view.rows();
        return rows.isPresent() ? rows.getAsInt() : Double.NaN;
    }

    private double sweepAge() {
        return view.asOf()
                .map(asOf -> (double) Duration.between(asOf, clock.instant()).toMillis())
                .orElse(Double.NaN);
    }
}
