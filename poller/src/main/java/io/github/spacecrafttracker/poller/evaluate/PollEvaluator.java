package io.github.spacecrafttracker.poller.evaluate;

import io.github.spacecrafttracker.deadletter.DeadLetter;
import io.github.spacecrafttracker.poll.Outcome;
import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poll.PollReport.Afterwards;
import io.github.spacecrafttracker.poll.PollReport.Exchange;
import io.github.spacecrafttracker.poller.evaluate.Evaluation.UnreadableRow;
import io.github.spacecrafttracker.poller.ll2.Reply;
import io.github.spacecrafttracker.poller.ll2.Reply.Rejected;
import io.github.spacecrafttracker.poller.ll2.UpstreamRow;
import io.github.spacecrafttracker.poller.schedule.Backoff;
import io.github.spacecrafttracker.poller.schedule.PollTask.LookUp;
import io.github.spacecrafttracker.poller.schedule.PollTask.SweepPage;
import io.github.spacecrafttracker.poller.schedule.PollTask.WatchPage;
import io.github.spacecrafttracker.poller.schedule.RequestBudget;
import io.github.spacecrafttracker.poller.schedule.Scheduler;
import io.github.spacecrafttracker.poller.schedule.Scheduler.ScheduledTask;
import io.github.spacecrafttracker.poller.state.PollerState;
import io.github.spacecrafttracker.snapshot.Snapshot;
import io.github.spacecrafttracker.snapshot.SnapshotHeaders;
import io.github.spacecrafttracker.snapshot.UnreadableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the reply to a poll. The result depends only on its arguments and the backoff's jitter.
 *
 * @param source of the snapshots
 * @param snapshotsTopic its name
 */
public record PollEvaluator(String source, String snapshotsTopic, Scheduler scheduler, Backoff backoff) {
    // The clocks of servers differ by less.
    private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(1);

    /** @param before the state with the request booked */
    public Evaluation evaluate(ScheduledTask next, PollerState before, Reply reply) {
        var task = next.task();
        var poll = new Poll(this, task.kind(), next.budget().with(before.bookings()), before, reply);
        if (task instanceof SweepPage page) {
            return new ListEvaluator.Sweep(poll, page.pass()).evaluate();
        }
        if (task instanceof WatchPage page) {
            return new ListEvaluator.Watch(poll, page.pass()).evaluate();
        }
        return new LookUpEvaluator(poll, (LookUp) task).evaluate();
    }

    /**
     * One poll, with everything that its evaluation has in common with that of other kinds.
     *
     * @param kind of its report and snapshots
     * @param budget with this request booked
     * @param before the state before the reply
     */
    record Poll(PollEvaluator evaluator, String kind, RequestBudget budget, PollerState before, Reply reply) {
        String source() {
            return evaluator.source();
        }

        /** Returns the number of this poll if it is accepted. */
        long observation() {
            return before.observationAt(timestamp());
        }

        /**
         * Returns the reason to reject the reply regardless of its content: the request failed, or
         * an old cache answered. Null if there is none.
         */
        @Nullable
        Rejected rejection() {
            if (reply.result() instanceof Rejected rejected) {
                return rejected;
            }
            var newest = before.health().servedAt();
            var served = reply.servedAt();
            return served != null && newest != null && served.isBefore(newest.minus(CLOCK_DIFFERENCE))
                    ? contradiction("is from " + served + ", but a reply from " + newest + " was accepted before")
                    : null;
        }

        static Rejected contradiction(String detail) {
            return new Rejected(Outcome.CONTRADICTION, detail, null);
        }

        /**
         * Returns the snapshot of one spacecraft. {@code first_seen} and {@code initial} never
         * change: a spacecraft that appears for the first time is initial until the first sweep is
         * complete.
         *
         * @param value null if the spacecraft was removed
         */
        Snapshot snapshot(long id, byte @Nullable [] value) {
            var known = before.spacecraft().get(id);
            var headers = new SnapshotHeaders(
                    observation(),
                    kind,
                    source(),
                    known == null ? observation() : known.last().firstSeen(),
                    known == null ? before.baseline() : known.last().initial(),
                    reply.trueSince());
            return new Snapshot(id, value, headers, timestamp());
        }

        /** @param place of the row in the reply */
        UnreadableRow deadLetter(String place, UpstreamRow.Unreadable row) {
            var cause = place + ": " + row.cause() + ", in " + reply.url();
            return new UnreadableRow(
                    row,
                    new DeadLetter(UnreadableException.class.getName(), cause, evaluator.snapshotsTopic(), null, null));
        }

        /**
         * Rejects the reply and discards its content. The report has the cause.
         *
         * @param requested the state after the request itself
         */
        Evaluation rejected(
                Rejected rejected, PollerState requested, BiFunction<Exchange, Afterwards, PollReport> report) {
            var throttled = rejected.outcome() == Outcome.THROTTLED;
            var failures = before.health().failures() + 1;
            var until =
                    evaluator.backoff().until(failures, throttled, rejected.notBefore(), budget, reply.receivedAt());
            var after = requested.with(before.health().rejected(until));
            return new Evaluation(
                    rejected.outcome(),
                    reply.url() + ": " + rejected.detail(),
                    List.of(),
                    List.of(),
                    report.apply(exchange(rejected.outcome(), rejected.detail(), null), afterwards(after)),
                    null,
                    after,
                    timestamp());
        }

        /**
         * Accepts the reply.
         *
         * @param notice a clause for the operator; null if everything is as expected
         * @param read the state with the content of the reply applied
         */
        Evaluation accepted(
                Outcome outcome,
                @Nullable String notice,
                List<Snapshot> snapshots,
                List<UnreadableRow> deadLetters,
                PollerState read,
                BiFunction<Exchange, Afterwards, PollReport> report) {
            var now = reply.receivedAt();
            var healthy = read.with(before.health().accepted(reply.servedAt()));
            var afterWatch = healthy.with(healthy.passes().withWatchAsOf(ListPass.watchAsOf(healthy, now)));
            var sweep = ListPass.completedSweep(source(), afterWatch, now, timestamp());
            var after = sweep == null
                    ? afterWatch
                    : afterWatch.with(afterWatch.passes().completed(sweep));
            return new Evaluation(
                    outcome,
                    notice,
                    snapshots,
                    deadLetters,
                    report.apply(exchange(outcome, null, after.lastObservation()), afterwards(after)),
                    sweep,
                    after,
                    timestamp());
        }

        /** Returns the time of receipt, raised if needed so that timestamps never decrease. */
        private Instant timestamp() {
            return before.timestampAt(reply.receivedAt());
        }

        private Afterwards afterwards(PollerState after) {
            var now = reply.receivedAt();
            return new Afterwards(
                    budget.usageAt(now),
                    after.health().failures(),
                    evaluator.scheduler().next(after, budget, now).at(),
                    after.passes().watchAsOf(),
                    after.lookUps().list(),
                    after.snapshotOffsets());
        }

        private Exchange exchange(Outcome outcome, @Nullable String detail, @Nullable Long observation) {
            return new Exchange(
                    reply.url().toString(),
                    reply.requestedAt(),
                    reply.status() == null ? null : timestamp(),
                    reply.servedAt(),
                    reply.status(),
                    outcome,
                    detail,
                    observation);
        }
    }
}
