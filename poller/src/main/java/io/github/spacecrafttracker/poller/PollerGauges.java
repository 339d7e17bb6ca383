package io.github.spacecrafttracker.poller;

import io.github.spacecrafttracker.poll.PollReport.Pass;
import io.github.spacecrafttracker.poller.pass.ListPass;
import io.github.spacecrafttracker.poller.pass.Pending;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * How things stand with the poller; README has the table. All but the first is NaN while it stands by.
 *
 * @param standing empty while it stands by
 */
record PollerGauges(InstantSource clock, Supplier<Optional<Standing>> standing) implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("tracker.poller.active", () -> standing.get().isPresent() ? 1 : 0)
                .description("1 on the poller that polls, 0 on one that stands by")
                .register(registry);
        number(registry, "tracker.requests.limit", "Requests to upstream that are allowed in an hour", it -> it.budget()
                .perHour());
        number(registry, "tracker.requests.left", "What the last hour leaves of them", it -> it.budget()
                .left(clock.instant()));
        number(
                registry,
                "tracker.requests.others",
                "What others at the same address use of them, as upstream last told",
                it -> it.budget().others(clock.instant()));
        number(registry, "tracker.poller.failures", "Polls in a row that were not believed", it -> it.known()
                .wellness()
                .failures());
        number(
                registry,
                "tracker.poller.suspects",
                "Spacecraft in space that the last watch missed, yet to be looked up",
                it -> Pending.ofWatch(it.known(), clock.instant()).count());
        number(
                registry,
                "tracker.poller.missing",
                "Spacecraft that the last sweep missed, and that hold up its conclusion",
                it -> Pending.ofSweep(it.known(), clock.instant()).count());
        number(
                registry,
                "tracker.poller.held.back",
                "Spacecraft that are missing, too many at once to be believed",
                it -> heldBack(it.known().passes().sweep())
                        + heldBack(it.known().passes().watch()));
        seconds(
                registry,
                "tracker.next.request",
                "Time until the next request to upstream",
                it -> Duration.between(clock.instant(), it.nextAt()));
        seconds(
                registry,
                "tracker.poller.sweep.age",
                "Time since the start of the last complete sweep; NaN before the first",
                it -> {
                    var sweep = it.known().passes().lastSweep();
                    return sweep == null ? null : age(sweep.startedAt());
                });
        seconds(
                registry,
                "tracker.poller.watch.age",
                "Time since when all that is held as in space is known to be true; NaN before the first complete watch",
                it -> {
                    var asOf = it.known().passes().watchAsOf();
                    return asOf == null ? null : age(asOf);
                });
    }

    private static int heldBack(@Nullable Pass pass) {
        return pass != null && pass.heldBack() != null && ListPass.isHeldBack(pass)
                ? pass.heldBack().ids().size()
                : 0;
    }

    private Duration age(Instant since) {
        return Duration.between(since, clock.instant());
    }

    private void number(MeterRegistry registry, String name, String description, ToDoubleFunction<Standing> value) {
        Gauge.builder(name, () -> standing.get().map(value::applyAsDouble).orElse(Double.NaN))
                .description(description)
                .register(registry);
    }

    private void seconds(MeterRegistry registry, String name, String description, TimeOf value) {
        Gauge.builder(name, () -> {
                    var time = standing.get().map(value::of).orElse(null);
                    return time == null ? Double.NaN : Math.max(0, time.toMillis() / 1000.0);
                })
                .description(description)
                .baseUnit("seconds")
                .register(registry);
    }

    @FunctionalInterface
    private interface TimeOf {
        @Nullable
        Duration of(Standing standing);
    }
}
