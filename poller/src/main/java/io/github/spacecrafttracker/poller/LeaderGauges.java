package io.github.spacecrafttracker.poller;

import io.github.spacecrafttracker.poll.PollReport.Pass;
import io.github.spacecrafttracker.poll.PollReport.Sweep;
import io.github.spacecrafttracker.poller.state.Passes;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The gauges of the leader; docs/reference/metrics.md has the table. They exist only while the
 * leadership lasts, because a standby does not know these values and a zero would mislead.
 */
final class LeaderGauges implements AutoCloseable {
    private final MeterRegistry registry;
    private final InstantSource clock;
    private final Poller poller;
    private final Instant startedAt;
    private final List<Meter> registered = new ArrayList<>();

    /**
     * Created when the leadership starts: an age is measured from this time if there was no sweep
     * or watch yet.
     */
    LeaderGauges(MeterRegistry registry, InstantSource clock, Poller poller) {
        this.registry = registry;
        this.clock = clock;
        this.poller = poller;
        this.startedAt = clock.instant();
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
        number(
                "tracker.requests.limit",
                "Requests to the upstream API that are allowed in an hour",
                () -> poller.budget().perHour());
        number("tracker.requests.spent", "Requests booked in the last hour", () -> poller.budget()
                .asOf(clock.instant())
                .spent());
        number("tracker.requests.left", "Requests that the limit still allows now", () -> poller.budget()
                .remaining(clock.instant()));
        number(
                "tracker.requests.others",
                "Requests of others at the same address, as the upstream API last reported",
                () -> poller.budget().requestsOfOthers(clock.instant()));
        number("tracker.poller.failures", "Consecutive polls that were rejected", () -> poller.state()
                .health()
                .failures());
    }

    private void spacecraft() {
        number(
                "tracker.poller.suspects",
                "Spacecraft in space that the last watch missed and that have to be looked up",
                () -> poller.state().awaitedByWatch(clock.instant()).count());
        number("tracker.poller.missing", "Spacecraft that the last sweep missed and waits for", () -> poller.state()
                .awaitedBySweep(clock.instant())
                .count());
        number(
                "tracker.poller.held.back",
                "Missing spacecraft that are ignored, because too many are missing at once",
                () -> heldBack(poller.state().passes().sweep())
                        + heldBack(poller.state().passes().watch()));
    }

    private void times() {
        seconds(
                "tracker.next.request",
                "Time until the next request to the upstream API",
                () -> Duration.between(clock.instant(), poller.nextAt()));
        seconds(
                "tracker.poller.sweep.age",
                "Time since the start of the last complete sweep; before the first, since the leadership started",
                () -> since(startedAt(poller.state().passes().lastSweep())));
        seconds(
                "tracker.poller.watch.age",
                "Time since when everything known as in space is certain to be true; before that, since the leadership started",
                () -> since(poller.state().passes().watchAsOf()));
    }

    private static @Nullable Instant startedAt(@Nullable Sweep sweep) {
        return sweep == null ? null : sweep.startedAt();
    }

    private static int heldBack(@Nullable Pass pass) {
        return pass != null && pass.heldBack() != null && Passes.isHeldBack(pass)
                ? pass.heldBack().ids().size()
                : 0;
    }

    private Duration since(@Nullable Instant instant) {
        return Duration.between(instant == null ? startedAt : instant, clock.instant());
    }

    private void number(String name, String description, DoubleSupplier value) {
        registered.add(Gauge.builder(name, () -> value.getAsDouble())
                .description(description)
                .register(registry));
    }

    private void seconds(String name, String description, Supplier<Duration> value) {
        registered.add(Gauge.builder(name, () -> Math.max(0, value.get().toMillis() / 1000.0))
                .description(description)
                .baseUnit("seconds")
                .register(registry));
    }
}
