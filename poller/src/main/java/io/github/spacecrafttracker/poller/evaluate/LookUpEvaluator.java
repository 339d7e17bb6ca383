package io.github.spacecrafttracker.poller.evaluate;

import io.github.spacecrafttracker.poll.Outcome;
import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poll.PollReport.Afterwards;
import io.github.spacecrafttracker.poll.PollReport.Exchange;
import io.github.spacecrafttracker.poll.PollReport.Unreadable;
import io.github.spacecrafttracker.poll.Reason;
import io.github.spacecrafttracker.poller.evaluate.PollEvaluator.Poll;
import io.github.spacecrafttracker.poller.ll2.Reply.Absent;
import io.github.spacecrafttracker.poller.ll2.Reply.Found;
import io.github.spacecrafttracker.poller.ll2.Reply.Rejected;
import io.github.spacecrafttracker.poller.ll2.UpstreamRow;
import io.github.spacecrafttracker.poller.schedule.PollTask.LookUp;
import io.github.spacecrafttracker.poller.state.LookUps;
import io.github.spacecrafttracker.poller.state.Passes;
import io.github.spacecrafttracker.poller.state.PollerState;
import io.github.spacecrafttracker.poller.state.PollerState.KnownSpacecraft;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the look-up of a spacecraft that is missing from a list. If its page exists, the
 * spacecraft is published. If the page returns 404, the removal is confirmed. All methods are pure
 * functions.
 */
record LookUpEvaluator(Poll poll, LookUp task) {
    private static final String PLACE = "the object";

    Evaluation evaluate() {
        var rejection = poll.rejection();
        var result = poll.reply().result();
        if (rejection == null && result instanceof Absent) {
            rejection = implausibleRemoval();
        }
        if (rejection != null) {
            var failed = lookUps().failed(task.id(), poll.reply().receivedAt());
            return poll.rejected(
                    rejection, requested(failed), (exchange, afterwards) -> report(exchange, null, null, afterwards));
        }
        return result instanceof Found found ? found(found.row()) : removed();
    }

    /**
     * While sweeps miss implausibly many spacecraft, the 404 is more likely caused by the same
     * upstream error than by a removal.
     */
    private @Nullable Rejected implausibleRemoval() {
        var sweep = poll.before().passes().sweep();
        return sweep != null && Passes.missesImplausiblyMany(sweep)
                ? Poll.contradiction("reports spacecraft " + task.id()
                        + " as removed, but sweeps currently miss implausibly many spacecraft")
                : null;
    }

    private Evaluation found(UpstreamRow row) {
        var state = requested(lookUps().found(task.id(), poll.reply().receivedAt()));
        if (row instanceof UpstreamRow.Valid valid) {
            var snapshot = poll.snapshot(task.id(), valid.canonical());
            return poll.accepted(
                    Outcome.ACCEPTED,
                    null,
                    List.of(snapshot),
                    List.of(),
                    state.observed(
                            poll.observation(), Map.of(task.id(), KnownSpacecraft.of(snapshot, valid.inSpace()))),
                    (exchange, afterwards) -> report(exchange, true, null, afterwards));
        }
        var unreadable = (UpstreamRow.Unreadable) row;
        return poll.accepted(
                Outcome.ACCEPTED,
                "spacecraft " + task.id() + " was found, but its page was sent to the dead-letter topic: "
                        + unreadable.cause() + "; it keeps its last state",
                List.of(),
                List.of(poll.deadLetter(PLACE, unreadable)),
                state.observed(poll.observation(), Map.of()),
                (exchange, afterwards) ->
                        report(exchange, true, new Unreadable(PLACE, task.id(), unreadable.cause()), afterwards));
    }

    private Evaluation removed() {
        var snapshot = poll.snapshot(task.id(), null);
        return poll.accepted(
                Outcome.ABSENT,
                "spacecraft " + task.id() + " was removed: it is not listed, and its page does not exist",
                List.of(snapshot),
                List.of(),
                requested(lookUps().without(List.of(task.id())))
                        .observed(poll.observation(), Map.of(task.id(), KnownSpacecraft.of(snapshot, false))),
                (exchange, afterwards) -> report(exchange, false, null, afterwards));
    }

    private LookUps lookUps() {
        return poll.before().lookUps();
    }

    private PollerState requested(LookUps lookUps) {
        return poll.before()
                .with(
                        task.reason() == Reason.MISSING
                                ? lookUps.withLastMissing(poll.reply().requestedAt())
                                : lookUps);
    }

    private PollReport report(
            Exchange exchange, @Nullable Boolean found, @Nullable Unreadable unreadable, Afterwards afterwards) {
        return new PollReport.LookUp(poll.source(), exchange, task.id(), task.reason(), found, unreadable, afterwards);
    }
}
