package io.github.spacecrafttracker.poller.evaluate;

import io.github.spacecrafttracker.poll.Outcome;
import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poll.PollReport.Afterwards;
import io.github.spacecrafttracker.poll.PollReport.Exchange;
import io.github.spacecrafttracker.poll.PollReport.LookUp;
import io.github.spacecrafttracker.poll.PollReport.Unreadable;
import io.github.spacecrafttracker.poll.Reason;
import io.github.spacecrafttracker.poller.ll2.Reply.Absent;
import io.github.spacecrafttracker.poller.ll2.Reply.Found;
import io.github.spacecrafttracker.poller.ll2.Reply.Refused;
import io.github.spacecrafttracker.poller.ll2.Row;
import io.github.spacecrafttracker.poller.schedule.PollTask;
import io.github.spacecrafttracker.poller.state.KnownSpacecraft;
import io.github.spacecrafttracker.poller.state.LookUps;
import io.github.spacecrafttracker.poller.state.Passes;
import io.github.spacecrafttracker.poller.state.PollerState;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the look-up of a spacecraft that a list should have shown and did not. If its page exists, it is published; if not, it is removed, because the
 * list and its own page agree. Pure.
 */
record LookUpEvaluator(EvaluationBuilder builder, PollTask.LookUp task) {
    private static final String PLACE = "the object";

    Evaluation evaluate() {
        var refused = builder.refusal();
        var result = builder.reply().result();
        if (refused == null && result instanceof Absent) {
            refused = doubt();
        }
        if (refused != null) {
            var failed = lookUps().failed(task.id(), builder.reply().receivedAt());
            return builder.rejected(
                    refused, asked(failed), (exchange, afterwards) -> report(exchange, null, null, afterwards));
        }
        return result instanceof Found found ? found(found.row()) : removed();
    }

    /** While sweeps miss too many to be believed, the same error more likely hides the page than the spacecraft is gone. */
    private @Nullable Refused doubt() {
        var sweep = builder.before().passes().sweep();
        return sweep != null && Passes.isHeldBack(sweep)
                ? new Refused(
                        Outcome.CONTRADICTION,
                        "reports spacecraft " + task.id() + " as gone, while sweeps miss too many to be believed",
                        null)
                : null;
    }

    private Evaluation found(Row row) {
        var records = builder.records(PollReport.LOOK_UP);
        var state = asked(lookUps().found(task.id(), builder.reply().receivedAt()));
        if (row instanceof Row.Sound sound) {
            var snapshot = records.snapshot(task.id(), sound.canonical());
            return builder.accepted(
                    Outcome.ACCEPTED,
                    null,
                    List.of(snapshot),
                    List.of(),
                    state.observed(
                            records.observation(), Map.of(task.id(), KnownSpacecraft.of(snapshot, sound.inSpace()))),
                    (exchange, afterwards) -> report(exchange, true, null, afterwards));
        }
        var unreadable = (Row.Unreadable) row;
        return builder.accepted(
                Outcome.ACCEPTED,
                "spacecraft " + task.id() + " was found and sent to the dead letters: " + unreadable.cause()
                        + "; it stays as it was last read",
                List.of(),
                List.of(records.deadLetter(PLACE, unreadable)),
                state.observed(records.observation(), Map.of()),
                (exchange, afterwards) ->
                        report(exchange, true, new Unreadable(PLACE, task.id(), unreadable.cause()), afterwards));
    }

    private Evaluation removed() {
        var records = builder.records(PollReport.LOOK_UP);
        var snapshot = records.snapshot(task.id(), null);
        return builder.accepted(
                Outcome.ABSENT,
                "spacecraft " + task.id() + " was removed: no list shows it, and its page does not exist",
                List.of(snapshot),
                List.of(),
                asked(lookUps().without(List.of(task.id())))
                        .observed(records.observation(), Map.of(task.id(), KnownSpacecraft.of(snapshot, false))),
                (exchange, afterwards) -> report(exchange, false, null, afterwards));
    }

    private LookUps lookUps() {
        return builder.before().lookUps();
    }

    private PollerState asked(LookUps lookUps) {
        return builder.before()
                .with(
                        task.reason() == Reason.MISSING
                                ? lookUps.missingAskedAt(builder.reply().requestedAt())
                                : lookUps);
    }

    private PollReport report(
            Exchange exchange, @Nullable Boolean found, @Nullable Unreadable unreadable, Afterwards afterwards) {
        return new LookUp(builder.source(), exchange, task.id(), task.reason(), found, unreadable, afterwards);
    }
}
