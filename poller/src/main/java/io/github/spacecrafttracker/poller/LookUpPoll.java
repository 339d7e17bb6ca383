package io.github.spacecrafttracker.poller;

import io.github.spacecrafttracker.poll.Outcome;
import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poll.PollReport.LookUp;
import io.github.spacecrafttracker.poll.PollReport.Unreadable;
import io.github.spacecrafttracker.poll.Reason;
import io.github.spacecrafttracker.poller.memory.Held;
import io.github.spacecrafttracker.poller.memory.Knowledge;
import io.github.spacecrafttracker.poller.memory.LookUps;
import io.github.spacecrafttracker.poller.pass.ListPass;
import io.github.spacecrafttracker.poller.publish.Publication;
import io.github.spacecrafttracker.poller.schedule.Errand;
import io.github.spacecrafttracker.poller.upstream.Reply.Absent;
import io.github.spacecrafttracker.poller.upstream.Reply.Found;
import io.github.spacecrafttracker.poller.upstream.Reply.Refused;
import io.github.spacecrafttracker.poller.upstream.Row;
import io.github.spacecrafttracker.snapshot.Snapshot;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A poll of one spacecraft that a list should have shown and did not. Found, it is published as it is; absent, it is removed, for now a list and
 * its own page say so. Pure, as {@link ListPoll}.
 */
record LookUpPoll(Poll poll, PageRows rows, Errand.LookUp errand) {
    private static final String PLACE = "the object";

    Publication publication() {
        var refused = poll.refusal();
        if (refused == null && poll.reply().result() instanceof Absent) {
            refused = doubt();
        }
        if (refused != null) {
            var failed =
                    poll.before().lookUps().failed(errand.id(), poll.reply().receivedAt());
            return poll.refused(refused, asked(failed), told -> report(told, null, null));
        }
        return poll.reply().result() instanceof Found found ? found(found.row()) : removed();
    }

    /** While the sweeps miss so many that they are not believed, what has no page is likelier hidden by the same fault than gone. */
    private @Nullable Refused doubt() {
        var sweep = poll.before().passes().sweep();
        return sweep != null && ListPass.isHeldBack(sweep)
                ? new Refused(
                        Outcome.CONTRADICTION,
                        "says that spacecraft " + errand.id() + " is gone, while sweeps miss too many to be believed",
                        null)
                : null;
    }

    private Publication found(Row row) {
        var reply = poll.reply();
        var before = poll.before();
        var observation = before.observationAt(reply.receivedAt());
        var known = asked(before.lookUps().found(errand.id(), reply.receivedAt()));
        if (row instanceof Row.Sound sound) {
            var snapshot = snapshot(sound.canonical(), observation);
            return poll.believed(
                    Outcome.ACCEPTED,
                    null,
                    List.of(snapshot),
                    List.of(),
                    known.observed(observation, Map.of(errand.id(), Held.of(snapshot, sound.inSpace()))),
                    told -> report(told, true, null));
        }
        var unreadable = (Row.Unreadable) row;
        return poll.believed(
                Outcome.ACCEPTED,
                "spacecraft " + errand.id() + " was found and went to the dead letters: " + unreadable.cause()
                        + "; it stays as it was last read",
                List.of(),
                List.of(rows.deadLetter(PLACE, unreadable, reply)),
                known.observed(observation, Map.of()),
                told -> report(told, true, new Unreadable(PLACE, errand.id(), unreadable.cause())));
    }

    private Publication removed() {
        var before = poll.before();
        var snapshot = snapshot(null, before.observationAt(poll.reply().receivedAt()));
        return poll.believed(
                Outcome.ABSENT,
                "spacecraft " + errand.id() + " was removed: no list shows it, and it has no page",
                List.of(snapshot),
                List.of(),
                asked(before.lookUps().without(List.of(errand.id())))
                        .observed(snapshot.headers().observation(), Map.of(errand.id(), Held.of(snapshot, false))),
                told -> report(told, false, null));
    }

    private Snapshot snapshot(byte @Nullable [] value, long observation) {
        return rows.snapshot(errand.id(), value, PollReport.LOOK_UP, poll.before(), observation, poll.reply());
    }

    private Knowledge asked(LookUps lookUps) {
        var spaced = errand.reason() == Reason.MISSING
                ? lookUps.missingAskedAt(poll.reply().requestedAt())
                : lookUps;
        return poll.before().with(spaced);
    }

    private PollReport report(Poll.Told told, @Nullable Boolean found, @Nullable Unreadable unreadable) {
        return new LookUp(
                poll.source(), told.exchange(), errand.id(), errand.reason(), found, unreadable, told.afterwards());
    }
}
