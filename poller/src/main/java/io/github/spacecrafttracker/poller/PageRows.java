package io.github.spacecrafttracker.poller;

import io.github.spacecrafttracker.deadletter.DeadLetter;
import io.github.spacecrafttracker.poll.PollReport.Unreadable;
import io.github.spacecrafttracker.poller.memory.Knowledge;
import io.github.spacecrafttracker.poller.publish.Publication.Letter;
import io.github.spacecrafttracker.poller.upstream.ListPage;
import io.github.spacecrafttracker.poller.upstream.Reply;
import io.github.spacecrafttracker.poller.upstream.Row;
import io.github.spacecrafttracker.snapshot.Snapshot;
import io.github.spacecrafttracker.snapshot.SnapshotHeaders;
import io.github.spacecrafttracker.snapshot.UnreadableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a page, as subscribers get them: a spacecraft becomes a snapshot, anything else a dead letter.
 *
 * @param source of the snapshots
 * @param boundFor the name of the topic that the rows are bound for
 */
record PageRows(String source, String boundFor) {

    /** @param value null where it is removed */
    Snapshot snapshot(
            long id, byte @Nullable [] value, String pollKind, Knowledge before, long observation, Reply reply) {
        return new Snapshot(
                id, value, headers(id, pollKind, before, observation, reply.trueSince()), reply.receivedAt());
    }

    List<Letter> deadLetters(ListPage page, Reply reply) {
        var letters = new ArrayList<Letter>();
        for (var index = 0; index < page.rows().size(); index++) {
            if (page.rows().get(index) instanceof Row.Unreadable row) {
                letters.add(deadLetter(place(index), row, reply));
            }
        }
        return List.copyOf(letters);
    }

    Letter deadLetter(String place, Row.Unreadable row, Reply reply) {
        var cause = place + ": " + row.cause() + ", in " + reply.url();
        var why = new DeadLetter(UnreadableException.class.getName(), cause, boundFor, null, null);
        return new Letter(row.id(), row.fault(), row.raw(), why, reply.receivedAt());
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

    /** What is known of a spacecraft's first sight never changes; what is seen now for the first time is initial until a complete sweep is known. */
    private SnapshotHeaders headers(long id, String pollKind, Knowledge before, long observation, Instant trueSince) {
        var held = before.held().get(id);
        return new SnapshotHeaders(
                observation,
                pollKind,
                source,
                held == null ? observation : held.last().firstSeen(),
                held == null ? before.baseline() : held.last().initial(),
                trueSince);
    }

    private static String place(int index) {
        return "results[" + index + "]";
    }
}
