package io.github.spacecrafttracker.poller;

import io.github.spacecrafttracker.poll.Outcome;
import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poller.publish.Publication;
import io.github.spacecrafttracker.poller.schedule.Errand;
import io.github.spacecrafttracker.poller.upstream.Row;
import io.github.spacecrafttracker.service.Metrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Counts what the poller does; README has the table. Each series is there from the start, at zero, so that the first increase is one. */
final class PollerMeters {
    private static final Duration[] BUCKETS =
            Metrics.buckets(25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000);

    private final MeterRegistry registry;
    private final Timer publishing;

    PollerMeters(MeterRegistry registry) {
        this.registry = registry;
        this.publishing = Timer.builder("tracker.publish.delay")
                .description("From the receipt of a reply until what came of it was committed")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        for (var kind : List.of(PollReport.PAGE, PollReport.WATCH, PollReport.LOOK_UP)) {
            for (var outcome : Outcome.values()) {
                polls(kind, outcome);
            }
        }
        for (var why : TurnLost.values()) {
            turnsLost(why);
        }
        for (var fault : Row.Fault.values()) {
            deadLetters(fault);
        }
    }

    void count(Errand errand, Publication published, Instant committedAt) {
        polls(errand.kind(), published.outcome()).increment();
        published.deadLetters().forEach(letter -> deadLetters(letter.fault()).increment());
        publishing.record(Duration.between(published.at(), committedAt));
    }

    void lost(TurnLost why) {
        turnsLost(why).increment();
    }

    private Counter polls(String kind, Outcome outcome) {
        return Counter.builder("tracker.polls")
                .description("Requests to upstream by kind and what became of them")
                .tag("kind", kind)
                .tag("outcome", outcome.word())
                .register(registry);
    }

    private Counter turnsLost(TurnLost why) {
        return Counter.builder("tracker.poller.turns.lost")
                .description("Turns that ended though this poller was not closed")
                .tag("why", why.word())
                .register(registry);
    }

    private Counter deadLetters(Row.Fault fault) {
        return Counter.builder("tracker.poller.dead.letters")
                .description("Rows of upstream that are no spacecraft")
                .tag("cause", fault.word())
                .register(registry);
    }
}
