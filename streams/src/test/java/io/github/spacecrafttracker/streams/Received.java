package io.github.spacecrafttracker.streams;

import io.github.spacecrafttracker.streams.diff.Committed;
import io.github.spacecrafttracker.streams.http.feed.FeedQuery;
import io.github.spacecrafttracker.streams.http.feed.ReadCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What one client received over one connection. */
public final class Received {
    private final FeedQuery wanted;
    private final String start;
    private final List<String> ids = new ArrayList<>();
    private String end;

    /** @param start the cursor that the stream began with */
    public Received(FeedQuery wanted, String start) {
        this.wanted = wanted;
        this.start = start;
        this.end = start;
    }

    public void received(String ceId) {
        ids.add(ceId);
    }

    /** @param cursor the last that was read */
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

    /** Whether all that was wanted was received, up to the end of what is committed. */
    public boolean isWhole(Committed committed) {
        var from = ReadCursor.of(start);
        return ids.size()
                >= committed.changes().stream()
                        .filter(change -> change.offset() >= from.get(change.partition()))
                        .filter(wanted.admits())
                        .count();
    }

    /**
     * What is wrong with it: of each partition, and so of each spacecraft in a topic, everything wanted between the cursors is to be there, in order, once.
     *
     * @return empty: nothing
     */
    public List<String> faults(Committed committed) {
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
                                wanted.query(),
                                received(partition, committed),
                                expected(partition, from.get(partition), to.get(partition), committed)))
                .toList();
    }

    private List<String> received(int partition, Committed committed) {
        return ids.stream()
                .filter(id -> committed.change(id).partition() == partition)
                .toList();
    }

    private List<String> expected(int partition, long from, long to, Committed committed) {
        return committed.changes().stream()
                .filter(change -> change.partition() == partition)
                .filter(change -> change.offset() >= from && change.offset() < to)
                .filter(wanted.admits())
                .map(Committed.Change::id)
                .toList();
    }

    private static IntStream partitions(int count) {
        return IntStream.range(0, count);
    }

    /** All that these received. */
    public static Set<String> ids(List<Received> followings) {
        return followings.stream().flatMap(each -> each.ids.stream()).collect(Collectors.toSet());
    }
}
