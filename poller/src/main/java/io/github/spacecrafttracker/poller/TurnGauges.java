package io.github.spacecrafttracker.poller;

import io.github.spacecrafttracker.poll.PollReport.Pass;
import io.github.spacecrafttracker.poll.PollReport.Sweep;
import io.github.spacecrafttracker.poller.pass.ListPass;
import io.github.spacecrafttracker.poller.pass.Pending;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * How things stand with a poller at work; README has the table. They are there for as long as its turn lasts: one that stands by knows nothing of this, and
 * a zero of it would be taken for one.
 */
final class TurnGauges implements AutoCloseable {
    private final MeterRegistry registry;
    private final InstantSource clock;
    private final Supplier<Standing> standing;
    private final Instant begunAt;
    private final List<Meter> registered = new ArrayList<>();

    /** Made when the turn begins, which stands for what has never been. */
    TurnGauges(MeterRegistry registry, InstantSource clock, Supplier<Standing> standing) {
        this.registry = registry;
        this.clock = clock;
        this.standing = standing;
        this.begunAt = clock.instant();
    }

    void register() {
        requests();
        spacecraft();
        times();
    }

    @Override
    public void close() {
        registered.forEach(registry::remove);
    }

    private void requests() {
        number("tracker.requests.limit", "Requests to upstream that are allowed in an hour", it -> it.budget()
                .perHour());
        number("tracker.requests.spent", "Requests booked in the last hour", it -> it.budget()
                .asOf(clock.instant())
                .spent());
        number("tracker.requests.left", "What the limit leaves now", it -> it.budget()
                .left(clock.instant()));
        number(
                "tracker.requests.others",
                "What others at the same address use of them, as upstream last told",
                it -> it.budget().others(clock.instant()));
        number("tracker.poller.failures", "Polls in a row that were not believed", it -> it.known()
                .wellness()
                .failures());
    }

    private void spacecraft() {
        number(
                "tracker.poller.suspects",
                "Spacecraft in space that the last watch missed, yet to be looked up",
                it -> Pending.ofWatch(it.known(), clock.instant()).count());
        number(
                "tracker.poller.missing",
                "Spacecraft that the last sweep missed, and that hold up its conclusion",
                it -> Pending.ofSweep(it.known(), clock.instant()).count());
        number(
                "tracker.poller.held.back",
                "Spacecraft that are missing, too many at once to be believed",
                it -> heldBack(it.known().passes().sweep())
                        + heldBack(it.known().passes().watch()));
    }

    private void times() {
        seconds(
                "tracker.next.request",
                "Time until the next request to upstream",
                it -> Duration.between(clock.instant(), it.nextAt()));
        seconds(
                "tracker.poller.sweep.age",
                "Time since the start of the last complete sweep; before the first, since the turn began",
                it -> since(startedAt(it.known().passes().lastSweep())));
        seconds(
                "tracker.poller.watch.age",
                "Time since when all that is held as in space is known to be true; before that, since the turn began",
                it -> since(it.known().passes().watchAsOf()));
    }

    private static @Nullable Instant startedAt(@Nullable Sweep sweep) {
        return sweep == null ? null : sweep.startedAt();
    }

    private static int heldBack(@Nullable Pass pass) {
        return pass != null && pass.heldBack() != null && ListPass.isHeldBack(pass)
                ? pass.heldBack().ids().size()
                : 0;
    }

    private Duration since(@Nullable Instant instant) {
        return Duration.between(instant == null ? begunAt : instant, clock.instant());
    }

    private void number(String name, String description, ToDoubleFunction<Standing> value) {
        registered.add(Gauge.builder(name, () -> value.applyAsDouble(standing.get()))
                .description(description)
                .register(registry));
    }

    private void seconds(String name, String description, Function<Standing, Duration> value) {
        registered.add(Gauge.builder(
                        name, () -> Math.max(0, value.apply(standing.get()).toMillis() / 1000.0))
                .description(description)
                .baseUnit("seconds")
                .register(registry));
    }
}
