package io.github.spacecrafttracker.poller.evaluate;

import io.github.spacecrafttracker.poll.Outcome;
import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poll.PollReport.Afterwards;
import io.github.spacecrafttracker.poll.PollReport.Exchange;
import io.github.spacecrafttracker.poll.PollReport.ListRead;
import io.github.spacecrafttracker.poll.PollReport.Page;
import io.github.spacecrafttracker.poll.PollReport.Pass;
import io.github.spacecrafttracker.poll.PollReport.Watch;
import io.github.spacecrafttracker.poller.ll2.ListPage;
import io.github.spacecrafttracker.poller.ll2.Reply.Listed;
import io.github.spacecrafttracker.poller.ll2.Reply.Refused;
import io.github.spacecrafttracker.poller.ll2.Row;
import io.github.spacecrafttracker.poller.state.KnownSpacecraft;
import io.github.spacecrafttracker.poller.state.PollerState;
import io.github.spacecrafttracker.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates a page of a list. Pure.
 *
 * @param pass the pass before this page
 * @param watch whether that pass is a watch; otherwise it is a sweep
 */
record ListEvaluator(EvaluationBuilder builder, Pass pass, boolean watch) {
    /** Fewer can all have left space since they were last seen. */
    private static final int NOT_ALL_AT_ONCE = 5;

    Evaluation evaluate() {
        var refused = builder.refusal();
        if (refused == null) {
            refused = contradiction(page());
        }
        return refused == null
                ? accepted(page())
                : builder.rejected(
                        refused,
                        with(builder.before(), pass),
                        (exchange, afterwards) -> report(exchange, null, pass, afterwards));
    }

    private Evaluation accepted(ListPage page) {
        var before = builder.before();
        var records = builder.records(watch ? PollReport.WATCH : PollReport.PAGE);
        var snapshots = new ArrayList<Snapshot>();
        var read = new HashMap<Long, KnownSpacecraft>();
        for (var row : page.rows()) {
            if (row instanceof Row.Sound sound) {
                var snapshot = records.snapshot(sound.id(), sound.canonical());
                snapshots.add(snapshot);
                read.put(sound.id(), KnownSpacecraft.of(snapshot, sound.inSpace()));
            }
        }
        var shown = before.observed(records.observation(), read)
                .with(before.lookUps().without(ids(page)));
        var after = ListPass.after(pass, page, records.observation(), builder.reply(), first -> missing(shown, first));
        var list = new ListRead(page.count(), page.rows().size(), snapshots.size(), RecordFactory.unreadable(page));
        return builder.accepted(
                Outcome.ACCEPTED,
                Notice.of(after, watch, list.unreadable()),
                List.copyOf(snapshots),
                records.deadLetters(page),
                with(shown, after),
                (exchange, afterwards) -> report(exchange, list, after, afterwards));
    }

    /** Returns the reason to reject a page that the requested list cannot contain; null if there is none. */
    private @Nullable Refused contradiction(ListPage page) {
        var known = watch ? builder.before().inSpace() : builder.before().rows();
        // An empty catalogue would become the baseline, and everything would look new after it.
        if (page.count() == 0 && (!watch || known >= NOT_ALL_AT_ONCE)) {
            return refused("shows no rows, but " + known + " spacecraft are known" + (watch ? " as in space" : ""));
        }
        if (watch) {
            for (var row : page.rows()) {
                if (row instanceof Row.Sound sound && !sound.inSpace()) {
                    return refused("lists spacecraft " + sound.id() + " as in space, but its in_space is false");
                }
            }
        }
        return null;
    }

    private static Refused refused(String detail) {
        return new Refused(Outcome.CONTRADICTION, detail, null);
    }

    private Missing missing(PollerState shown, long firstObservation) {
        return watch ? Missing.ofWatch(shown, firstObservation) : Missing.ofSweep(shown, firstObservation);
    }

    private PollerState with(PollerState state, Pass now) {
        var askedAt = builder.reply().requestedAt();
        return state.with(
                watch ? state.passes().withWatch(now, askedAt) : state.passes().withSweep(now, askedAt));
    }

    private PollReport report(Exchange exchange, @Nullable ListRead read, Pass now, Afterwards afterwards) {
        return watch
                ? new Watch(builder.source(), exchange, read, now, afterwards)
                : new Page(builder.source(), exchange, read, now, afterwards);
    }

    private ListPage page() {
        return ((Listed) builder.reply().result()).page();
    }

    private static List<Long> ids(ListPage page) {
        return page.rows().stream().map(Row::id).filter(Objects::nonNull).toList();
    }
}
