package io.github.spacecrafttracker.poller.evaluate;

import io.github.spacecrafttracker.poll.Outcome;
import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poll.PollReport.Afterwards;
import io.github.spacecrafttracker.poll.PollReport.Exchange;
import io.github.spacecrafttracker.poll.PollReport.ListRead;
import io.github.spacecrafttracker.poll.PollReport.Pass;
import io.github.spacecrafttracker.poll.PollReport.Unreadable;
import io.github.spacecrafttracker.poller.evaluate.Evaluation.UnreadableRow;
import io.github.spacecrafttracker.poller.evaluate.PollEvaluator.Poll;
import io.github.spacecrafttracker.poller.ll2.Reply.Listed;
import io.github.spacecrafttracker.poller.ll2.Reply.Rejected;
import io.github.spacecrafttracker.poller.ll2.UpstreamPage;
import io.github.spacecrafttracker.poller.ll2.UpstreamRow;
import io.github.spacecrafttracker.poller.state.Passes;
import io.github.spacecrafttracker.poller.state.PollerState;
import io.github.spacecrafttracker.poller.state.PollerState.KnownSpacecraft;
import io.github.spacecrafttracker.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Evaluates a page of a list. All methods are pure functions. */
abstract sealed class ListEvaluator {
    final Poll poll;
    private final String name;
    private final Pass pass;

    /**
     * @param name of the pass in notices
     * @param pass the pass before this page
     */
    private ListEvaluator(String name, Poll poll, Pass pass) {
        this.name = name;
        this.poll = poll;
        this.pass = pass;
    }

    final Evaluation evaluate() {
        var rejection = poll.rejection();
        if (rejection != null) {
            return rejected(rejection);
        }
        var page = ((Listed) poll.reply().result()).page();
        var contradiction = contradiction(page);
        return contradiction == null ? accepted(page) : rejected(Poll.contradiction(contradiction));
    }

    /**
     * Returns the reason to reject a page that the requested list cannot contain; null if there is
     * none.
     */
    abstract @Nullable String contradiction(UpstreamPage page);

    /** @param firstObservation of the pass */
    abstract MissingSpacecraft missing(PollerState read, long firstObservation);

    abstract Passes with(Passes passes, Pass now);

    abstract PollReport report(Exchange exchange, @Nullable ListRead read, Pass now, Afterwards afterwards);

    /** Returns the notice about spacecraft that the pass missed; null if there is none. */
    @Nullable
    String noticeOfMissing(Pass ended) {
        return ended.heldBack() != null && Passes.missesImplausiblyMany(ended)
                ? "the " + name + " did not list " + ended.heldBack().ids().size()
                        + " known spacecraft, which is implausible: they are ignored until three in a row have missed"
                        + " the same ones ("
                        + ended.heldBack().times() + " so far)"
                : null;
    }

    private Evaluation rejected(Rejected rejected) {
        return poll.rejected(
                rejected,
                with(poll.before(), pass),
                (exchange, afterwards) -> report(exchange, null, pass, afterwards));
    }

    private Evaluation accepted(UpstreamPage page) {
        var snapshots = new ArrayList<Snapshot>();
        var deadLetters = new ArrayList<UnreadableRow>();
        var unreadable = new ArrayList<Unreadable>();
        var read = new HashMap<Long, KnownSpacecraft>();
        for (var index = 0; index < page.rows().size(); index++) {
            var row = page.rows().get(index);
            if (row instanceof UpstreamRow.Valid valid) {
                var snapshot = poll.snapshot(valid.id(), valid.canonical());
                snapshots.add(snapshot);
                read.put(valid.id(), KnownSpacecraft.of(snapshot, valid.inSpace()));
            } else {
                var place = "results[" + index + "]";
                var unread = (UpstreamRow.Unreadable) row;
                deadLetters.add(poll.deadLetter(place, unread));
                unreadable.add(new Unreadable(place, unread.id(), unread.cause()));
            }
        }
        var state = poll.before()
                .observed(poll.observation(), read)
                .with(poll.before().lookUps().without(ids(page)));
        var after = ListPass.after(pass, page, poll.observation(), poll.reply(), first -> missing(state, first));
        var list = new ListRead(page.count(), page.rows().size(), snapshots.size(), List.copyOf(unreadable));
        return poll.accepted(
                Outcome.ACCEPTED,
                notice(after, unreadable),
                List.copyOf(snapshots),
                List.copyOf(deadLetters),
                with(state, after),
                (exchange, afterwards) -> report(exchange, list, after, afterwards));
    }

    private PollerState with(PollerState state, Pass now) {
        return state.with(with(state.passes(), now));
    }

    private @Nullable String notice(Pass after, List<Unreadable> unreadable) {
        var missing = after.missing() == null ? null : noticeOfMissing(after);
        if (missing != null || unreadable.isEmpty()) {
            return missing;
        }
        var first = unreadable.get(0);
        return unreadable.size() + " rows were sent to the dead-letter topic (the first is " + first.place() + ", id "
                + first.id() + ": " + first.cause() + "); known spacecraft keep their last state";
    }

    private static List<Long> ids(UpstreamPage page) {
        return page.rows().stream()
                .map(UpstreamRow::id)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Evaluates a page of the list of all spacecraft. */
    static final class Sweep extends ListEvaluator {
        Sweep(Poll poll, Pass pass) {
            super("sweep", poll, pass);
        }

        @Override
        @Nullable
        String contradiction(UpstreamPage page) {
            // An empty catalogue would become the baseline, and every spacecraft would then look
            // new.
            return page.count() == 0 ? "has no rows, but " + poll.before().rows() + " spacecraft are known" : null;
        }

        @Override
        MissingSpacecraft missing(PollerState read, long firstObservation) {
            return MissingSpacecraft.ofSweep(read, firstObservation);
        }

        @Override
        Passes with(Passes passes, Pass now) {
            return passes.withSweep(now, poll.reply().requestedAt());
        }

        @Override
        PollReport report(Exchange exchange, @Nullable ListRead read, Pass now, Afterwards afterwards) {
            return new PollReport.Page(poll.source(), exchange, read, now, afterwards);
        }

        @Override
        @Nullable
        String noticeOfMissing(Pass ended) {
            var heldBack = super.noticeOfMissing(ended);
            var missing = ended.missing();
            return heldBack != null || missing == null || missing.isEmpty()
                    ? heldBack
                    : "the sweep did not list " + missing.size() + " known spacecraft (the first is " + missing.get(0)
                            + "): they are looked up before the sweep is complete";
        }
    }

    /** Evaluates a page of the list of the spacecraft in space. */
    static final class Watch extends ListEvaluator {
        // Fewer can all have left space since the last watch.
        private static final int NOT_ALL_AT_ONCE = 5;

        Watch(Poll poll, Pass pass) {
            super("watch", poll, pass);
        }

        @Override
        @Nullable
        String contradiction(UpstreamPage page) {
            var known = poll.before().inSpace();
            if (page.count() == 0 && known >= NOT_ALL_AT_ONCE) {
                return "has no rows, but " + known + " spacecraft are known as in space";
            }
            for (var row : page.rows()) {
                if (row instanceof UpstreamRow.Valid valid && !valid.inSpace()) {
                    return "lists spacecraft " + valid.id() + " as in space, but its in_space is false";
                }
            }
            return null;
        }

        @Override
        MissingSpacecraft missing(PollerState read, long firstObservation) {
            return MissingSpacecraft.ofWatch(read, firstObservation);
        }

        @Override
        Passes with(Passes passes, Pass now) {
            return passes.withWatch(now, poll.reply().requestedAt());
        }

        @Override
        PollReport report(Exchange exchange, @Nullable ListRead read, Pass now, Afterwards afterwards) {
            return new PollReport.Watch(poll.source(), exchange, read, now, afterwards);
        }
    }
}
