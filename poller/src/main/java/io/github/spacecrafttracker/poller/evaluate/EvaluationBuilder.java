package io.github.spacecrafttracker.poller.evaluate;

import io.github.spacecrafttracker.poll.Outcome;
import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poll.PollReport.Afterwards;
import io.github.spacecrafttracker.poll.PollReport.Exchange;
import io.github.spacecrafttracker.poller.evaluate.Evaluation.UnreadableRow;
import io.github.spacecrafttracker.poller.ll2.Reply;
import io.github.spacecrafttracker.poller.ll2.Reply.Refused;
import io.github.spacecrafttracker.poller.schedule.RequestBudget;
import io.github.spacecrafttracker.poller.state.PollerState;
import io.github.spacecrafttracker.snapshot.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Builds the evaluation of one reply: the parts that all kinds of polls share.
 *
 * @param budget with this request booked
 * @param before the state before the reply
 */
record EvaluationBuilder(PollEvaluator evaluator, RequestBudget budget, PollerState before, Reply reply) {
    /** The clocks of servers differ by less. */
    private static final Duration OLDER_AT_MOST = Duration.ofMinutes(1);

    String source() {
        return evaluator.source();
    }

    /** The time of receipt, but never before the previous poll's, so that timestamps never decrease. */
    Instant timestamp() {
        return before.timestampAt(reply.receivedAt());
    }

    RecordFactory records(String pollKind) {
        return new RecordFactory(source(), evaluator.snapshotsTopic(), pollKind, before, reply, timestamp());
    }

    /** Returns the reason to reject the reply whatever it shows: it was refused, or is from an old cache. Null if it is acceptable. */
    @Nullable
    Refused refusal() {
        if (reply.result() instanceof Refused refused) {
            return refused;
        }
        var newest = before.health().servedAt();
        var served = reply.servedAt();
        return served != null && newest != null && served.isBefore(newest.minus(OLDER_AT_MOST))
                ? new Refused(
                        Outcome.CONTRADICTION,
                        "is from " + served + ", but a reply from " + newest + " was accepted before",
                        null)
                : null;
    }

    /**
     * Rejects the reply: nothing in it counts, and the report has the cause.
     *
     * @param asked the state after the request itself
     */
    Evaluation rejected(Refused refused, PollerState asked, BiFunction<Exchange, Afterwards, PollReport> report) {
        var throttled = refused.outcome() == Outcome.THROTTLED;
        var failures = before.health().failures() + 1;
        var until = evaluator.backoff().until(failures, throttled, refused.notBefore(), budget, reply.receivedAt());
        var after = asked.with(before.health().rejected(until));
        return new Evaluation(
                refused.outcome(),
                reply.url() + ": " + refused.detail(),
                List.of(),
                List.of(),
                report.apply(exchange(refused.outcome(), refused.detail(), null), afterwards(after)),
                null,
                after,
                timestamp());
    }

    /**
     * Accepts the reply.
     *
     * @param notice a clause for the operator; null if everything is as it should be
     * @param read the state with everything that the reply shows
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
        var passed = healthy.with(healthy.passes().withWatchAsOf(SweepCompletion.watchAsOf(healthy, now)));
        var sweep = SweepCompletion.of(source(), passed, now, timestamp());
        var after = sweep == null ? passed : passed.with(passed.passes().completed(sweep));
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

    private Afterwards afterwards(PollerState after) {
        var now = reply.receivedAt();
        return new Afterwards(
                budget.asOf(now),
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
