package io.github.spacecrafttracker.poller;

import io.github.spacecrafttracker.poll.Outcome;
import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poller.publish.Publication;
import io.github.spacecrafttracker.poller.schedule.Errand;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** Counts what the poller does; README has the table. */
final class PollerMeters {
    private final MeterRegistry registry;

    PollerMeters(MeterRegistry registry) {
        this.registry = registry;
        for (var kind : List.of(PollReport.PAGE, PollReport.WATCH, PollReport.LOOK_UP)) {
            for (var outcome : Outcome.values()) {
                polls(kind, outcome);
            }
        }
        deadLetters();
    }

    void count(Errand errand, Publication published) {
        polls(errand.kind(), published.outcome()).increment();
        deadLetters().increment(published.deadLetters().size());
    }

    private Counter polls(String kind, Outcome outcome) {
        return Counter.builder("tracker.polls")
                .description("Requests to upstream by kind and what became of them")
                .tag("kind", kind)
                .tag("outcome", outcome.word())
                .register(registry);
    }

    private Counter deadLetters() {
        return Counter.builder("tracker.poller.dead.letters")
                .description("Rows of upstream that are no spacecraft")
                .register(registry);
    }
}
