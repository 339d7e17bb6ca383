package io.github.spacecrafttracker.streams.catalogue;

import io.github.spacecrafttracker.snapshot.Snapshot;
import io.github.spacecrafttracker.snapshot.UnreadableException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Every spacecraft as its newest snapshot shows it, and how far the snapshots were read. One thread writes, any number
 * read.
 *
 * <p>A row is put before its offset counts as passed. A reader that first asks how far was read, then for rows, gets rows
 * of that state or a later one.
 */
final class CatalogueStore extends InMemoryStore {
    static final String NAME = "catalogue";

    private final Map<Integer, Long> passed = new HashMap<>();
    private final TreeMap<Long, Entry> entries = new TreeMap<>();

    // Null if it has to be built again.
    private @Nullable Listing listing;

    CatalogueStore() {
        super(NAME);
    }

    /**
     * The last known state of one spacecraft.
     *
     * @param trueSince the earliest time at which its last snapshot is certain to have been true
     * @param row null if it was removed
     */
    record Entry(
            long observation, Instant trueSince, @Nullable Row row) {}

    /**
     * Applies a snapshot.
     *
     * @return false if it is stale
     * @throws UnreadableException if its value is not a valid spacecraft, or not the one that the key names
     */
    boolean put(Snapshot snapshot) throws UnreadableException {
        var last = entry(snapshot.id());
        if (last != null && snapshot.headers().observation() <= last.observation()) {
            return false;
        }
        var value = snapshot.value();
        var before = last == null ? null : last.row();
        // Equal bytes are read once, share one row, and leave the list as it is.
        var unchanged = before != null && value != null && before.isOf(value);
        var row = unchanged ? before : value == null ? null : Row.of(snapshot, value);
        synchronized (this) {
            entries.put(
                    snapshot.id(),
                    new Entry(
                            snapshot.headers().observation(), snapshot.headers().trueSince(), row));
            if (!unchanged) {
                listing = null;
            }
        }
        return true;
    }

    /** Records that everything up to this offset was put or skipped. */
    synchronized void pass(int partition, long offset) {
        passed.merge(partition, offset, Math::max);
    }

    /** The offset of the last snapshot that was passed, by partition. */
    synchronized Map<Integer, Long> passed() {
        return Map.copyOf(passed);
    }

    synchronized @Nullable Entry entry(long id) {
        return entries.get(id);
    }

    /** All spacecraft that are not removed, at one moment. */
    synchronized Listing listing() {
        var all = listing;
        if (all == null) {
            all = new Listing(entries.values().stream()
                    .map(Entry::row)
                    .filter(Objects::nonNull)
                    .toList());
            listing = all;
        }
        return all;
    }
}
