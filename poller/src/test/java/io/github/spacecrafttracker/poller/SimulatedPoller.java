package io.github.spacecrafttracker.poller;

import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poller.evaluate.Evaluation;
import io.github.spacecrafttracker.poller.evaluate.PollEvaluator;
import io.github.spacecrafttracker.poller.ll2.HttpExchange;
import io.github.spacecrafttracker.poller.ll2.Ll2Client;
import io.github.spacecrafttracker.poller.ll2.UpstreamLimit.ReportedLimit;
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
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A poller with all its rules, but without Kafka, on a simulated clock. Each poll returns what it
 * would publish.
 */
public final class SimulatedPoller {
    private static final String SOURCE = "https://ll.thespacedevs.com/2.3.0";
    public static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

    private Scheduler scheduler = new Scheduler("normal", OptionalInt.empty());
    private PollEvaluator evaluator = evaluator();
    private final Ll2Client ll2;
    private final Function<Instant, @Nullable ReportedLimit> reported;
    private final List<Instant> requests = new ArrayList<>();
    private Instant now = START;
    private PollerState state = PollerState.empty(1);

    /** @param reported the limit that the upstream API reports at a time */
    public SimulatedPoller(HttpExchange http, Function<Instant, @Nullable ReportedLimit> reported) {
        this.ll2 = new Ll2Client(URI.create(SOURCE), http, () -> now);
        this.reported = reported;
    }

    /** Creates a poller with the limit of an anonymous address. */
    public SimulatedPoller(HttpExchange http) {
        this(http, at -> null);
    }

    /** One poll and its result. */
    public record Step(PollTask task, Evaluation evaluation, List<PollReport> reports) {}

    /** Waits until a request is due, and polls once. */
    public Step poll() throws InterruptedException {
        state = state.withoutFuture(now);
        var next = scheduler.next(state, budget(), now);
        while (next.at().isAfter(now)) {
            now = budget().refreshBefore(next.at(), now);
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

    /** Has the effect of a restart with another {@code LL2_MODE}. */
    public void setMode(String mode) {
        scheduler = new Scheduler(mode, OptionalInt.empty());
        evaluator = evaluator();
    }

    private PollEvaluator evaluator() {
        return new PollEvaluator(SOURCE, "spacecraft.snapshots", scheduler, new Backoff(() -> 0.5));
    }

    public Instant now() {
        return now;
    }

    public PollerState state() {
        return state;
    }

    /** Returns when each request was sent. */
    public List<Instant> requests() {
        return requests;
    }

    public void setForward(Duration time) {
        now = now.plus(time);
    }

    private RequestBudget budget() {
        return scheduler.budget(reported.apply(now), state.bookings());
    }
}
