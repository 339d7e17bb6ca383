package io.github.spacecrafttracker.poller;

import io.github.spacecrafttracker.poll.Outcome;
import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poller.election.LeadershipLostException;
import io.github.spacecrafttracker.poller.evaluate.Evaluation;
import io.github.spacecrafttracker.poller.ll2.Row;
import io.github.spacecrafttracker.poller.schedule.PollTask;
import io.github.spacecrafttracker.service.management.Metrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;

/**
 * Counts what the poller does; docs/reference/metrics.md has the table. Each series exists from the
 * start, at zero, so that its first increase counts.
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
        for (var defect : Row.Defect.values()) {
            deadLetters(defect);
        }
    }

    void count(PollTask task, Evaluation published, Duration delay) {
        polls(task.kind(), published.outcome()).increment();
        published.deadLetters().forEach(letter -> deadLetters(letter.row().defect())
                .increment());
        publishing.record(delay);
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

    private Counter deadLetters(Row.Defect defect) {
        return Counter.builder("tracker.poller.dead.letters")
                .description("Rows of the upstream API that are not valid spacecraft")
                .tag("cause", defect.label())
                .register(registry);
    }
}
