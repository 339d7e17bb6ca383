package io.github.spacecrafttracker.streams.catalogue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What passes of one kind concluded, one after another, and the newest of it that a catalogue contains: one that has passed the last snapshots of the poll
 * that concluded it. A catalogue that contains a later conclusion contains those before it.
 */
final class ConclusionsByOffset<T> {
    private final Deque<Concluded<T>> ahead = new ArrayDeque<>();
    private @Nullable T contained;

    /** @param offsets for every partition, by number, that of the last snapshot; -1 where there is none */
    void add(T what, List<Long> offsets) {
        ahead.add(new Concluded<>(what, offsets));
    }

    /** The newest of all, contained or not; null where there is none. */
    @Nullable
    T newest() {
        var last = ahead.peekLast();
        return last == null ? contained : last.what();
    }

    /**
     * The newest that is contained; null where there is none.
     *
     * @param passed how far the catalogue was read, by partition
     */
    @Nullable
    T newestIn(Map<Integer, Long> passed) {
        for (var next = ahead.peek(); next != null && next.isIn(passed); next = ahead.peek()) {
            contained = ahead.remove().what();
        }
        return contained;
    }

    private record Concluded<T>(T what, List<Long> offsets) {
        boolean isIn(Map<Integer, Long> passed) {
            for (int partition = 0; partition < offsets.size(); partition++) {
                if (passed.getOrDefault(partition, -1L) < offsets.get(partition)) {
                    return false;
                }
            }
            return true;
        }
    }
}
