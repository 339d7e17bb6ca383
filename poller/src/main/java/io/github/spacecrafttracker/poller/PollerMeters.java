package io.github.spacecrafttracker.poller;

import io.github.spacecrafttracker.poll.Outcome;
import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poller.memory.Knowledge;
import io.github.spacecrafttracker.poller.publish.Publication;
import io.github.spacecrafttracker.poller.schedule.Pace;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/** What the poller tells of itself; README has the table. */
final class PollerMeters {
    private final MeterRegistry registry;
    private final InstantSource clock;

    PollerMeters(MeterRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
        for (var outcome : Outcome.values()) {
            polls(outcome);
        }
        deadLetters();
    }

    /** @param known what the poller knows at the moment */
    void watch(Pace pace, Supplier<Knowledge> known) {
        Gauge.builder("tracker.requests.limit", pace::requestsPerHour)
                .description("Requests to upstream that are allowed in an hour")
                .register(registry);
        Gauge.builder(
                        "tracker.requests.left",
                        () -> pace.left(known.get().asking().requests(), clock.instant()))
                .description("Requests to upstream that the last hour leaves of the limit")
                .register(registry);
        Gauge.builder("tracker.next.request", () -> untilNextRequest(known.get()))
                .description("Time until the next request to upstream; 0 when it is due")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("tracker.poller.sweep.age", () -> sweepAge(known.get()))
                .description("Time since the start of the last complete sweep; NaN before the first")
                .baseUnit("seconds")
                .register(registry);
    }

    void count(Publication published) {
        polls(published.outcome()).increment();
        deadLetters().increment(published.deadLetters().size());
    }

    private Counter polls(Outcome outcome) {
        return Counter.builder("tracker.polls")
                .description("Requests to upstream by kind and what became of them")
                .tag("kind", PollReport.PAGE)
                .tag("outcome", outcome.word())
                .register(registry);
    }

    private Counter deadLetters() {
        return Counter.builder("tracker.poller.dead.letters")
                .description("Rows of upstream that are no spacecraft")
                .register(registry);
    }

    private double untilNextRequest(Knowledge known) {
        var next = known.asking().nextAt();
        return next == null ? 0 : Math.max(0, seconds(Duration.between(clock.instant(), next)));
    }

    private double sweepAge(Knowledge known) {
        var sweep = known.lastSweep();
        return sweep == null ? Double.NaN : seconds(Duration.between(sweep.startedAt(), clock.instant()));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
