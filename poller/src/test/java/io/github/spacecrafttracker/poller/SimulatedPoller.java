package io.github.spacecrafttracker.poller;

import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poller.evaluate.Evaluation;
import io.github.spacecrafttracker.poller.evaluate.PollEvaluator;
import io.github.spacecrafttracker.poller.ll2.HttpExchange;
import io.github.spacecrafttracker.poller.ll2.Ll2Client;
import io.github.spacecrafttracker.poller.ll2.Throttle;
import io.github.spacecrafttracker.poller.schedule.Backoff;
import io.github.spacecrafttracker.poller.schedule.PollTask;
import io.github.spacecrafttracker.poller.schedule.RequestBudget;
import io.github.spacecrafttracker.poller.schedule.Scheduler;
import io.github.spacecrafttracker.poller.state.PollerState;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A poller with all its rules and a clock that is set forward; what it would publish is at hand. */
final class SimulatedPoller {
    static final String SOURCE = "https://ll.thespacedevs.com/2.3.0";
    static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

    private Scheduler scheduler = new Scheduler("normal");
    private PollEvaluator evaluator = evaluator();
    private final Ll2Client ll2;
    private final Function<Instant, @Nullable Throttle> throttle;
    private final @Nullable Integer cap;
    private Instant now = START;
    PollerState state = PollerState.empty(1);

    /** When each request was sent. */
    final List<Instant> requests = new ArrayList<>();

    SimulatedPoller(HttpExchange http, @Nullable Integer cap, Function<Instant, @Nullable Throttle> throttle) {
        this.ll2 = new Ll2Client(URI.create(SOURCE), http, () -> now);
        this.cap = cap;
        this.throttle = throttle;
    }

    /** With the limit of an anonymous address. */
    SimulatedPoller(HttpExchange http) {
        this(http, null, at -> null);
    }

    /** One poll and its result. */
    record Step(PollTask task, Evaluation evaluation, List<PollReport> reports) {}

    /** Waits, polls, and continues with the state after that. */
    Step poll() throws InterruptedException {
        state = state.noneAfter(now);
        var next = scheduler.next(state, budget(), now);
        while (next.at().isAfter(now)) {
            now = budget().lookAgain(next.at(), now);
            next = scheduler.next(state, budget(), now);
        }
        state = state.booked(now, now.minus(RequestBudget.REMEMBERED));
        requests.add(now);
        var reply = ll2.send(next.request());
        now = now.plus(Duration.ofMillis(400));
        var evaluation = evaluator.evaluate(next, state, reply);
        var offsets = state.snapshotOffsets();
        state = evaluation.next(offsets);
        return new Step(next.task(), evaluation, evaluation.reports(offsets));
    }

    /** As after a restart with another {@code LL2_MODE}. */
    void setMode(String mode) {
        scheduler = new Scheduler(mode);
        evaluator = evaluator();
    }

    private PollEvaluator evaluator() {
        return new PollEvaluator(SOURCE, "spacecraft.snapshots", scheduler, new Backoff(() -> 0.5));
    }

    Instant now() {
        return now;
    }

    void setForward(Duration time) {
        now = now.plus(time);
    }

    private RequestBudget budget() {
        return new RequestBudget(cap, throttle.apply(now), state.bookings());
    }
}
