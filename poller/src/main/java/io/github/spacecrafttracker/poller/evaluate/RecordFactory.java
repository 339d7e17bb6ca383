package io.github.spacecrafttracker.poller.evaluate;

import io.github.spacecrafttracker.deadletter.DeadLetter;
import io.github.spacecrafttracker.poll.PollReport.Unreadable;
import io.github.spacecrafttracker.poller.evaluate.Evaluation.UnreadableRow;
import io.github.spacecrafttracker.poller.ll2.ListPage;
import io.github.spacecrafttracker.poller.ll2.Reply;
import io.github.spacecrafttracker.poller.ll2.Row;
import io.github.spacecrafttracker.poller.state.PollerState;
import io.github.spacecrafttracker.snapshot.Snapshot;
import io.github.spacecrafttracker.snapshot.SnapshotHeaders;
import io.github.spacecrafttracker.snapshot.UnreadableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Converts the rows of one reply to records: a valid spacecraft to a snapshot, any other row to a dead letter. */
record RecordFactory(
        String source, String snapshotsTopic, String pollKind, PollerState before, Reply reply, Instant timestamp) {

    /** @param value null if the spacecraft was removed */
    Snapshot snapshot(long id, byte @Nullable [] value) {
        return new Snapshot(id, value, headers(id), timestamp);
    }

    long observation() {
        return before.observationAt(timestamp);
    }

    List<UnreadableRow> deadLetters(ListPage page) {
        var letters = new ArrayList<UnreadableRow>();
        for (var index = 0; index < page.rows().size(); index++) {
            if (page.rows().get(index) instanceof Row.Unreadable row) {
                letters.add(deadLetter(place(index), row));
            }
        }
        return List.copyOf(letters);
    }

    UnreadableRow deadLetter(String place, Row.Unreadable row) {
        var cause = place + ": " + row.cause() + ", in " + reply.url();
        return new UnreadableRow(
                row, new DeadLetter(UnreadableException.class.getName(), cause, snapshotsTopic, null, null));
    }

    static List<Unreadable> unreadable(ListPage page) {
        var unreadable = new ArrayList<Unreadable>();
        for (var index = 0; index < page.rows().size(); index++) {
            if (page.rows().get(index) instanceof Row.Unreadable row) {
                unreadable.add(new Unreadable(place(index), row.id(), row.cause()));
            }
        }
        return List.copyOf(unreadable);
    }

    /** {@code first_seen} and {@code initial} never change. A spacecraft that is seen for the first time is initial until the first sweep is complete. */
    private SnapshotHeaders headers(long id) {
        var known = before.spacecraft().get(id);
        return new SnapshotHeaders(
                observation(),
                pollKind,
                source,
                known == null ? observation() : known.last().firstSeen(),
                known == null ? before.baseline() : known.last().initial(),
                reply.trueSince());
    }

    private static String place(int index) {
        return "results[" + index + "]";
    }
}
