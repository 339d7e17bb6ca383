package io.github.spacecrafttracker.streams;

import io.github.spacecrafttracker.streams.diff.CommittedChanges;
import io.github.spacecrafttracker.streams.http.feed.FeedQuery;
import io.github.spacecrafttracker.streams.http.feed.ReadCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The changes that one client received over one connection. */
public final class ReceivedChanges {
    private final FeedQuery query;
    private final String start;
    private final List<String> ids = new ArrayList<>();
    private String end;

    /** @param start the first cursor of the stream */
    public ReceivedChanges(FeedQuery query, String start) {
        this.query = query;
        this.start = start;
        this.end = start;
    }

    public void received(String ceId) {
        ids.add(ceId);
    }

    /** @param cursor the last cursor that the client read */
    public void upTo(String cursor) {
        end = cursor;
    }

    public String start() {
        return start;
    }

    public String end() {
        return end;
    }

    public boolean hasSome() {
        return !ids.isEmpty();
    }

    /** Returns whether all accepted changes up to the last committed one were received. */
    public boolean isWhole(CommittedChanges committed) {
        var from = ReadCursor.of(start);
        return ids.size()
                >= committed.changes().stream()
                        .filter(change -> change.offset() >= from.get(change.partition()))
                        .filter(query.admits())
                        .count();
    }

    /**
     * Returns the deviations; empty if there are none. Between the two cursors, every accepted
     * change of each partition must have been received once and in order.
     */
    public List<String> faults(CommittedChanges committed) {
        var from = ReadCursor.of(start);
        var to = ReadCursor.of(end);
        return partitions(from.size())
                .filter(partition -> !received(partition, committed)
                        .equals(expected(partition, from.get(partition), to.get(partition), committed)))
                .mapToObj(partition -> "partition %d from %d to %d of \"%s\": %s instead of %s"
                        .formatted(
                                partition,
                                from.get(partition),
                                to.get(partition),
                                query.query(),
                                received(partition, committed),
                                expected(partition, from.get(partition), to.get(partition), committed)))
                .toList();
    }

    private List<String> received(int partition, CommittedChanges committed) {
        return ids.stream()
                .filter(id -> committed.change(id).partition() == partition)
                .toList();
    }

    private List<String> expected(int partition, long from, long to, CommittedChanges committed) {
        return committed.changes().stream()
                .filter(change -> change.partition() == partition)
                .filter(change -> change.offset() >= from && change.offset() < to)
                .filter(query.admits())
                .map(CommittedChanges.Change::id)
                .toList();
    }

    private static IntStream partitions(int count) {
        return IntStream.range(0, count);
    }

    /** Returns the ids of all changes that were received. */
    public static Set<String> ids(List<ReceivedChanges> connections) {
        return connections.stream()
                .flatMap(connection -> connection.ids.stream())
                .collect(Collectors.toSet());
    }
}
