package io.github.spacecrafttracker.poller;

import io.github.spacecrafttracker.poll.Outcome;
import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poll.PollReport.Afterwards;
import io.github.spacecrafttracker.poll.PollReport.Exchange;
import io.github.spacecrafttracker.poller.memory.Knowledge;
import io.github.spacecrafttracker.poller.publish.Publication;
import io.github.spacecrafttracker.poller.publish.Publication.Concluded;
import io.github.spacecrafttracker.poller.publish.Publication.Letter;
import io.github.spacecrafttracker.poller.schedule.Attention;
import io.github.spacecrafttracker.poller.schedule.Backoff;
import io.github.spacecrafttracker.poller.schedule.RequestBudget;
import io.github.spacecrafttracker.poller.upstream.Reply;
import io.github.spacecrafttracker.poller.upstream.Reply.Refused;
import io.github.spacecrafttracker.snapshot.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One request and its reply, and what was known before it. Whatever its errand is, what comes of it is put together here.
 *
 * @param budget with this request booked
 */
record Poll(String source, Attention attention, Backoff backoff, RequestBudget budget, Knowledge before, Reply reply) {
    /** Clocks of servers differ by less. */
    private static final Duration OLDER_AT_MOST = Duration.ofMinutes(1);

    /** Why the reply is not believed, whatever it shows: it was refused, or comes out of an old cache. Null where nothing speaks against it. */
    @Nullable
    Refused refusal() {
        if (reply.result() instanceof Refused refused) {
            return refused;
        }
        var newest = before.wellness().servedAt();
        var served = reply.servedAt();
        return served != null && newest != null && served.isBefore(newest.minus(OLDER_AT_MOST))
                ? new Refused(
                        Outcome.CONTRADICTION, "is of " + served + ", and one of " + newest + " was read before", null)
                : null;
    }

    /**
     * Nothing in the reply counts: there is a report with the cause.
     *
     * @param asked what is known of the asking itself
     */
    Publication refused(Refused refused, Knowledge asked, Function<Told, PollReport> report) {
        var throttled = refused.outcome() == Outcome.THROTTLED;
        var failures = before.wellness().failures() + 1;
        var until = backoff.until(failures, throttled, refused.notBefore(), budget, reply.receivedAt());
        var after = asked.with(before.wellness().refused(until));
        var exchange = exchange(refused.outcome(), refused.detail(), null);
        return new Publication(
                refused.outcome(),
                reply.url() + ": " + refused.detail(),
                List.of(),
                List.of(),
                offsets -> {
                    var known = after.withOffsets(offsets);
                    return new Concluded(List.of(report.apply(told(exchange, known))), known);
                },
                reply.receivedAt());
    }

    /**
     * What was read is published with its report, and with the conclusion of the sweep where that is complete now.
     *
     * @param read what is known with it
     * @param notice a clause for the operator; null where all is as it should be
     */
    Publication believed(
            Outcome outcome,
            @Nullable String notice,
            List<Snapshot> snapshots,
            List<Letter> deadLetters,
            Knowledge read,
            Function<Told, PollReport> report) {
        var now = reply.receivedAt();
        var well = read.with(before.wellness().believed(reply.servedAt()));
        var after = well.with(well.passes().withWatchAsOf(Conclusion.watchAsOf(well, now)));
        var exchange = exchange(outcome, null, after.lastObservation());
        return new Publication(
                outcome,
                notice,
                snapshots,
                deadLetters,
                offsets -> {
                    var reports = new ArrayList<PollReport>();
                    var written = after.withOffsets(offsets);
                    var sweep = Conclusion.of(source, written, now).map(Conclusion::at);
                    var known = sweep.map(it -> written.with(written.passes().concluded(it)))
                            .orElse(written);
                    reports.add(report.apply(told(exchange, known)));
                    sweep.ifPresent(reports::add);
                    return new Concluded(reports, known);
                },
                now);
    }

    /** What every report tells. */
    record Told(Exchange exchange, Afterwards afterwards) {}

    private Told told(Exchange exchange, Knowledge known) {
        var now = reply.receivedAt();
        return new Told(
                exchange,
                new Afterwards(
                        budget.asOf(now),
                        known.wellness().failures(),
                        attention.next(known, budget, now).at(),
                        known.passes().watchAsOf(),
                        known.lookUps().list(),
                        known.snapshotOffsets()));
    }

    private Exchange exchange(Outcome outcome, @Nullable String detail, @Nullable Long observation) {
        return new Exchange(
                reply.url().toString(),
                reply.requestedAt(),
                reply.status() == null ? null : reply.receivedAt(),
                reply.servedAt(),
                reply.status(),
                outcome,
                detail,
                observation);
    }
}
