package io.github.spacecrafttracker.poller;

import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poller.memory.Knowledge;
import io.github.spacecrafttracker.poller.memory.LookUps;
import io.github.spacecrafttracker.poller.memory.Passes;
import io.github.spacecrafttracker.poller.memory.Wellness;
import io.github.spacecrafttracker.poller.publish.Publication;
import io.github.spacecrafttracker.poller.schedule.Attention;
import io.github.spacecrafttracker.poller.schedule.Backoff;
import io.github.spacecrafttracker.poller.schedule.Errand;
import io.github.spacecrafttracker.poller.schedule.RequestBudget;
import io.github.spacecrafttracker.poller.upstream.HttpExchange;
import io.github.spacecrafttracker.poller.upstream.Ll2Client;
import io.github.spacecrafttracker.poller.upstream.Throttle;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A poller with all its rules and a clock that is set forward; what it would publish is at hand. */
final class SimulatedPoller {
    static final String SOURCE = "https://ll.thespacedevs.com/2.3.0";
    static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

    private Rules rules = rules("normal");
    private final Ll2Client upstream;
    private final Function<Instant, @Nullable Throttle> told;
    private final @Nullable Integer cap;
    private Instant now = START;
    Knowledge known = new Knowledge(Map.of(), -1, Passes.NONE, LookUps.NONE, Wellness.UNKNOWN, List.of(), List.of(-1L));

    /** When each request was sent. */
    final List<Instant> requests = new ArrayList<>();

    SimulatedPoller(HttpExchange upstream, @Nullable Integer cap, Function<Instant, @Nullable Throttle> told) {
        this.upstream = new Ll2Client(URI.create(SOURCE), upstream, () -> now);
        this.cap = cap;
        this.told = told;
    }

    /** With the limit that anybody has. */
    SimulatedPoller(HttpExchange upstream) {
        this(upstream, null, at -> null);
    }

    /** What one request came to. */
    record Step(Errand errand, Publication publication, List<PollReport> reports) {}

    /** Waits, asks, and takes in what came. */
    Step poll() throws InterruptedException {
        known = known.noneAfter(now);
        var next = rules.attention().next(known, budget(), now);
        while (next.at().isAfter(now)) {
            now = budget().lookAgain(next.at(), now);
            next = rules.attention().next(known, budget(), now);
        }
        known = known.booked(now, now.minus(RequestBudget.REMEMBERED));
        requests.add(now);
        var reply = upstream.ask(rules.request(next.errand()));
        now = now.plus(Duration.ofMillis(400));
        var publication = rules.publication(next.errand(), known, budget(), reply);
        var concluded = publication.conclude().apply(known.snapshotOffsets());
        known = concluded.after();
        return new Step(next.errand(), publication, concluded.reports());
    }

    /** As it is after a restart with another {@code LL2_MODE}. */
    void setMode(String mode) {
        rules = rules(mode);
    }

    private static Rules rules(String mode) {
        return new Rules(SOURCE, "spacecraft.snapshots", new Attention(mode), new Backoff(() -> 0.5));
    }

    Instant now() {
        return now;
    }

    void setForward(Duration time) {
        now = now.plus(time);
    }

    private RequestBudget budget() {
        return new RequestBudget(cap, told.apply(now), known.bookings());
    }
}
