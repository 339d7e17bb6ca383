package io.github.spacecrafttracker.streams.catalogue;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The ages of the lists: of their {@code As-Of}, or the time that this instance has been without one. So an alert always
 * has a number.
 */
public final class CatalogueGauges implements MeterBinder {
    /** The age of a list, by {@code list}: {@code all} or {@code in_space}. */
    public static final String LIST_AGE = "tracker.list.age";

    private final Catalogue catalogue;
    private final InstantSource clock;
    private final Instant startedAt;

    public CatalogueGauges(Catalogue catalogue, InstantSource clock) {
        this.catalogue = catalogue;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        age(registry, "all", catalogue::asOf);
        age(registry, "in_space", catalogue::inSpaceAsOf);
    }

    private void age(MeterRegistry registry, String list, Supplier<Optional<Instant>> asOf) {
        Gauge.builder(LIST_AGE, () -> seconds(asOf.get().orElse(startedAt)))
                .description("Age of a list's As-Of; how long this instance has been without one, where it has none")
                .baseUnit("seconds")
                .tag("list", list)
                .register(registry);
    }

    private double seconds(Instant since) {
        return Math.max(0, Duration.between(since, clock.instant()).toMillis() / 1000.0);
    }
}
