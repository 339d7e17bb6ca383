package io.github.spacecrafttracker.streams.view;

import io.github.spacecrafttracker.snapshot.Snapshot;
import io.github.spacecrafttracker.snapshot.UnreadableException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Every spacecraft as its newest snapshot shows it, and how far the snapshots were read. One thread puts, any number ask.
 *
 * <p>A row is put before its offset counts as passed. So who first asks what was passed and then for rows gets rows of that state or a later one.
 */
final class Catalogue extends InMemoryStore {
    static final String NAME = "catalogue";

    private final Map<Integer, Long> passed = new HashMap<>();
    private final TreeMap<Long, Entry> entries = new TreeMap<>();

    // All that is listed, by id; null when it has to be made anew. Pages are cut from it, so that a page is of one
    // moment.
    private @Nullable List<Row> listed;

    Catalogue() {
        super(NAME);
    }

    /**
     * What is known of an id.
     *
     * @param row null where it was removed
     */
    record Entry(
            long observation, Instant observedAt, @Nullable Row row) {}

    /** What became of a snapshot. */
    enum Taken {
        HELD,
        STALE
    }

    /**
     * Takes a snapshot in.
     *
     * @throws UnreadableException where its value is no spacecraft, or not the one that the key names
     */
    Taken put(Snapshot snapshot) throws UnreadableException {
        var last = entry(snapshot.id());
        if (last != null && snapshot.headers().observation() <= last.observation()) {
            return Taken.STALE;
        }
        var entry = new Entry(snapshot.headers().observation(), snapshot.observedAt(), row(snapshot, last));
        synchronized (this) {
            entries.put(snapshot.id(), entry);
            listed = null;
        }
        return Taken.HELD;
    }

    /** Says that everything up to this offset was put, or passed over. */
    synchronized void pass(int partition, long offset) {
        passed.merge(partition, offset, Math::max);
    }

    /** The offset of the last snapshot that was passed, by partition; a partition of which none was passed is missing. */
    synchronized Map<Integer, Long> passed() {
        return Map.copyOf(passed);
    }

    synchronized @Nullable Entry entry(long id) {
        return entries.get(id);
    }

    /** All that are not removed, by id, at one moment. */
    synchronized List<Row> rows() {
        var rows = listed;
        if (rows == null) {
            rows = entries.values().stream()
                    .map(Entry::row)
                    .filter(row -> row != null)
                    .toList();
            listed = rows;
        }
        return rows;
    }

    private static @Nullable Row row(Snapshot snapshot, @Nullable Entry last) throws UnreadableException {
        var value = snapshot.value();
        if (value == null) {
            return null;
        }
        var before = last == null ? null : last.row();
        if (before != null && Arrays.equals(before.object(), value)) {
            // It was read once. One array is kept, not one for each snapshot.
            return new Row(snapshot.id(), before.object(), snapshot.observedAt());
        }
        snapshot.reading();
        return new Row(snapshot.id(), value, snapshot.observedAt());
    }
}
