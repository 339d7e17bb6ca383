package io.github.spacecrafttracker.poller;

import io.github.spacecrafttracker.poll.Outcome;
import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poll.PollReport.ListRead;
import io.github.spacecrafttracker.poll.PollReport.Page;
import io.github.spacecrafttracker.poll.PollReport.Pass;
import io.github.spacecrafttracker.poll.PollReport.Watch;
import io.github.spacecrafttracker.poller.memory.Held;
import io.github.spacecrafttracker.poller.memory.Knowledge;
import io.github.spacecrafttracker.poller.pass.ListPass;
import io.github.spacecrafttracker.poller.pass.Missing;
import io.github.spacecrafttracker.poller.publish.Publication;
import io.github.spacecrafttracker.poller.upstream.ListPage;
import io.github.spacecrafttracker.poller.upstream.Reply.Listed;
import io.github.spacecrafttracker.poller.upstream.Reply.Refused;
import io.github.spacecrafttracker.poller.upstream.Row;
import io.github.spacecrafttracker.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A poll of a page. Pure: the reply goes in; what is to be published, and what is known after that, come out.
 *
 * @param pass the one that the page belongs to, before it
 * @param watch whether that is a watch; else it is a sweep
 */
record ListPoll(Poll poll, PageRows rows, Pass pass, boolean watch) {
    /** Fewer can all have left space since they were last seen. */
    private static final int NOT_ALL_AT_ONCE = 5;

    Publication publication() {
        var refused = poll.refusal();
        if (refused == null) {
            refused = contradiction(page());
        }
        if (refused != null) {
            return poll.refused(refused, with(poll.before(), pass), told -> report(told, null, pass));
        }
        return accepted(page());
    }

    private Publication accepted(ListPage page) {
        var reply = poll.reply();
        var before = poll.before();
        var observation = before.observationAt(reply.receivedAt());
        var snapshots = new ArrayList<Snapshot>();
        var read = new HashMap<Long, Held>();
        for (var row : page.rows()) {
            if (row instanceof Row.Sound sound) {
                var snapshot = rows.snapshot(sound.id(), sound.canonical(), kind(), before, observation, reply);
                snapshots.add(snapshot);
                read.put(sound.id(), Held.of(snapshot, sound.inSpace()));
            }
        }
        var shown = before.observed(observation, read).with(before.lookUps().without(ids(page)));
        var after = ListPass.after(pass, page, observation, reply, first -> missing(shown, first));
        var list = new ListRead(page.count(), page.rows().size(), snapshots.size(), PageRows.unreadable(page));
        return poll.believed(
                Outcome.ACCEPTED,
                Notice.of(after, watch, list.unreadable()),
                List.copyOf(snapshots),
                rows.deadLetters(page, reply),
                with(shown, after),
                told -> report(told, list, after));
    }

    /** What no page can show that comes from the list that was asked for. */
    private @Nullable Refused contradiction(ListPage page) {
        var held = watch ? poll.before().inSpace() : poll.before().rows();
        // A catalogue without any spacecraft would be a baseline after which all there is looks new.
        if (page.count() == 0 && (!watch || held >= NOT_ALL_AT_ONCE)) {
            return refused("shows no rows where " + held + " spacecraft are held" + (watch ? " as in space" : ""));
        }
        if (watch) {
            for (var row : page.rows()) {
                if (row instanceof Row.Sound sound && !sound.inSpace()) {
                    return refused("shows spacecraft " + sound.id() + " among those in space, and it is not");
                }
            }
        }
        return null;
    }

    private static Refused refused(String detail) {
        return new Refused(Outcome.CONTRADICTION, detail, null);
    }

    private Missing missing(Knowledge shown, long firstObservation) {
        return watch
                ? Missing.ofWatch(shown.held(), shown.lookUps(), firstObservation)
                : Missing.ofSweep(shown.held(), shown.lookUps(), firstObservation);
    }

    private Knowledge with(Knowledge known, Pass now) {
        var askedAt = poll.reply().requestedAt();
        return known.with(
                watch ? known.passes().withWatch(now, askedAt) : known.passes().withSweep(now, askedAt));
    }

    private PollReport report(Poll.Told told, @Nullable ListRead read, Pass now) {
        return watch
                ? new Watch(poll.source(), told.exchange(), read, now, told.afterwards())
                : new Page(poll.source(), told.exchange(), read, now, told.afterwards());
    }

    private ListPage page() {
        return ((Listed) poll.reply().result()).page();
    }

    private String kind() {
        return watch ? PollReport.WATCH : PollReport.PAGE;
    }

    private static List<Long> ids(ListPage page) {
        return page.rows().stream().map(Row::id).filter(Objects::nonNull).toList();
    }
}
