package io.github.spacecrafttracker.streams.catalogue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The conclusions of the passes of one kind, in order, and the newest that a catalogue contains: a catalogue contains a
 * conclusion, and those before it, once it has read the last snapshots of the poll that concluded the pass.
 */
final class ConclusionsByOffset<T> {
    private final Deque<Concluded<T>> ahead = new ArrayDeque<>();
    private @Nullable T contained;

    /** @param offsets of the last snapshot in each partition; -1 if there is none */
    void add(T conclusion, List<Long> offsets) {
        ahead.add(new Concluded<>(conclusion, offsets));
    }

    /** The newest of all, contained or not; null if there is none. */
    @Nullable
    T newest() {
        var last = ahead.peekLast();
        return last == null ? contained : last.conclusion();
    }

    /**
     * The newest that is contained; null if there is none.
     *
     * @param passed how far the catalogue was read, by partition
     */
    @Nullable
    T newestIn(Map<Integer, Long> passed) {
        for (var next = ahead.peek(); next != null && next.isIn(passed); next = ahead.peek()) {
            contained = ahead.remove().conclusion();
        }
        return contained;
    }

    private record Concluded<T>(T conclusion, List<Long> offsets) {
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
