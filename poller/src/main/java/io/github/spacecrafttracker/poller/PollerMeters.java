package io.github.spacecrafttracker.poller;

import io.github.spacecrafttracker.poll.Outcome;
import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poll.PollReport.Pass;
import io.github.spacecrafttracker.poll.PollReport.Sweep;
import io.github.spacecrafttracker.poller.election.Leadership.LeadershipLostException;
import io.github.spacecrafttracker.poller.evaluate.Evaluation;
import io.github.spacecrafttracker.poller.ll2.UpstreamRow;
import io.github.spacecrafttracker.poller.schedule.PollTask;
import io.github.spacecrafttracker.poller.state.Passes;
import io.github.spacecrafttracker.service.management.Metrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of the poller; docs/reference/metrics.md has the table. Each counter exists from the
 * start, at zero, so that its first increase is visible.
 */
final class PollerMeters {
    private static final Duration[] BUCKETS =
            Metrics.buckets(25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000);

    private final MeterRegistry registry;
    private final Timer publishing;

    PollerMeters(MeterRegistry registry) {
        this.registry = registry;
        this.publishing = Timer.builder("tracker.publish.delay")
                .description("Time from the receipt of a reply to the commit of its records")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        for (var kind : List.of(PollReport.PAGE, PollReport.WATCH, PollReport.LOOK_UP)) {
            for (var outcome : Outcome.values()) {
                polls(kind, outcome);
            }
        }
        for (var reason : LeadershipLostException.Reason.values()) {
            leadershipLost(reason);
        }
        for (var defect : UpstreamRow.Defect.values()) {
            deadLetters(defect);
        }
    }

    void count(PollTask task, Evaluation published, Duration delay) {
        polls(task.kind(), published.outcome()).increment();
        published.deadLetters().forEach(letter -> deadLetters(letter.row().defect())
                .increment());
        publishing.record(delay);
    }

    /**
     * Returns the gauges of a leadership that starts now. An age is measured from now if there was
     * no sweep or watch yet.
     */
    LeaderGauges gauges(Poller poller, InstantSource clock) {
        return new LeaderGauges(registry, clock, poller);
    }

    void count(LeadershipLostException.Reason lost) {
        leadershipLost(lost).increment();
    }

    private Counter polls(String kind, Outcome outcome) {
        return Counter.builder("tracker.polls")
                .description("Requests to the upstream API, by kind and outcome")
                .tag("kind", kind)
                .tag("outcome", outcome.label())
                .register(registry);
    }

    private Counter leadershipLost(LeadershipLostException.Reason reason) {
        return Counter.builder("tracker.poller.leadership.lost")
                .description("Times that this poller lost the leadership without being closed")
                .tag("reason", reason.label())
                .register(registry);
    }

    private Counter deadLetters(UpstreamRow.Defect defect) {
        return Counter.builder("tracker.poller.dead.letters")
                .description("Rows of the upstream API that are not valid spacecraft")
                .tag("cause", defect.label())
                .register(registry);
    }

    /**
     * The gauges of the leader. They exist only while the leadership lasts, because a standby does
     * not know these values and a zero would mislead.
     */
    static final class LeaderGauges implements AutoCloseable {
        private final MeterRegistry registry;
        private final InstantSource clock;
        private final Poller poller;
        private final Instant startedAt;
        private final List<Meter> registered = new ArrayList<>();

        private LeaderGauges(MeterRegistry registry, InstantSource clock, Poller poller) {
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
                    .usageAt(clock.instant())
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
            return pass != null && pass.heldBack() != null && Passes.missesImplausiblyMany(pass)
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
}
