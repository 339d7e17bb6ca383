package io.github.spacecrafttracker.poller;

import io.github.spacecrafttracker.poll.Outcome;
import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poll.PollReport.Afterwards;
import io.github.spacecrafttracker.poll.PollReport.Exchange;
import io.github.spacecrafttracker.poll.PollReport.ListRead;
import io.github.spacecrafttracker.poll.PollReport.Page;
import io.github.spacecrafttracker.poll.PollReport.Pass;
import io.github.spacecrafttracker.poll.PollReport.Requests;
import io.github.spacecrafttracker.poll.PollReport.Unreadable;
import io.github.spacecrafttracker.poller.memory.Held;
import io.github.spacecrafttracker.poller.memory.Knowledge;
import io.github.spacecrafttracker.poller.pass.SweepPass;
import io.github.spacecrafttracker.poller.publish.Publication;
import io.github.spacecrafttracker.poller.publish.Publication.Concluded;
import io.github.spacecrafttracker.poller.schedule.Asking;
import io.github.spacecrafttracker.poller.schedule.Pace;
import io.github.spacecrafttracker.poller.upstream.ListPage;
import io.github.spacecrafttracker.poller.upstream.Reply;
import io.github.spacecrafttracker.poller.upstream.Reply.Accepted;
import io.github.spacecrafttracker.poller.upstream.Reply.Refused;
import io.github.spacecrafttracker.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one poll of a page makes of what was known. Pure: the reply goes in; what is to be published, and what is known after that, come out.
 *
 * @param rows makes of its rows what subscribers get
 */
record PagePoll(String source, Pace pace, PageRows rows) {

    Publication of(Knowledge before, Pass pass, Reply reply) {
        if (reply.result() instanceof Refused refused) {
            return refused(before, pass, reply, refused);
        }
        var page = ((Accepted) reply.result()).page();
        if (page.count() == 0 && before.rows() > 0) {
            var detail = "shows no rows where " + before.rows() + " spacecraft are held";
            return refused(before, pass, reply, new Refused(Outcome.CONTRADICTION, detail, null));
        }
        return accepted(before, pass, reply, page);
    }

    /** Nothing in it counts: there is a report with the cause, and the pass stays where it was. */
    private Publication refused(Knowledge before, Pass pass, Reply reply, Refused refused) {
        var exchange = exchange(reply, refused.outcome(), refused.detail(), null);
        var asking = before.asking().refused(pace, reply.requestedAt(), before.baseline(), refused.notBefore());
        return new Publication(
                refused.outcome(),
                "the reply " + refused.detail(),
                List.of(),
                List.of(),
                offsets -> new Concluded(
                        List.of(new Page(source, exchange, null, pass, afterwards(asking, offsets))),
                        new Knowledge(
                                before.held(), before.lastObservation(), before.lastSweep(), pass, asking, offsets)),
                reply.receivedAt());
    }

    private Publication accepted(Knowledge before, Pass pass, Reply reply, ListPage page) {
        var observation = before.observationAt(reply.receivedAt());
        var snapshots = rows.snapshots(page, before, observation, reply.receivedAt());
        var held = with(before.held(), snapshots);
        var passAfter = SweepPass.after(pass, page, observation, reply.requestedAt(), held);
        var conclusion = Conclusion.of(source, before, passAfter, observation, reply.receivedAt(), held);
        var exchange = exchange(reply, Outcome.ACCEPTED, null, observation);
        var read = new ListRead(page.count(), page.rows().size(), snapshots.size(), PageRows.unreadable(page));
        var asking = before.asking().accepted(pace, reply.requestedAt(), before.baseline() && conclusion.isEmpty());
        return new Publication(
                Outcome.ACCEPTED,
                notice(passAfter, read.unreadable()),
                snapshots,
                rows.deadLetters(page, reply),
                offsets -> {
                    var sweep = conclusion.map(it -> it.at(offsets));
                    var reports = new ArrayList<PollReport>();
                    reports.add(new Page(source, exchange, read, passAfter, afterwards(asking, offsets)));
                    sweep.ifPresent(reports::add);
                    return new Concluded(
                            reports,
                            new Knowledge(
                                    held, observation, sweep.orElse(before.lastSweep()), passAfter, asking, offsets));
                },
                reply.receivedAt());
    }

    private static @Nullable String notice(Pass pass, List<Unreadable> unreadable) {
        if (pass.missing() != null && !pass.missing().isEmpty()) {
            return "the sweep has no conclusion: it did not show "
                    + pass.missing().size() + " spacecraft that are held, the first of them "
                    + pass.missing().get(0);
        }
        if (unreadable.isEmpty()) {
            return null;
        }
        var first = unreadable.get(0);
        return unreadable.size() + " rows went to the dead letters, the first of them " + first.place() + ", id "
                + first.id() + ": " + first.cause() + "; where they are held, they stay as they were last read";
    }

    private static Map<Long, Held> with(Map<Long, Held> before, List<Snapshot> snapshots) {
        var held = new HashMap<>(before);
        for (var each : snapshots) {
            held.put(each.id(), new Held(each.headers(), each.observedAt(), each.value() == null));
        }
        return held;
    }

    private Afterwards afterwards(Asking asking, List<Long> offsets) {
        return new Afterwards(
                new Requests(pace.requestsPerHour(), asking.requests().size()),
                asking.failures(),
                asking.nextAt() == null ? asking.requests().get(0) : asking.nextAt(),
                offsets);
    }

    private static Exchange exchange(
            Reply reply, Outcome outcome, @Nullable String detail, @Nullable Long observation) {
        return new Exchange(
                reply.url().toString(),
                reply.requestedAt(),
                reply.status() == null ? null : reply.receivedAt(),
                reply.status(),
                outcome,
                detail,
                observation);
    }
}
