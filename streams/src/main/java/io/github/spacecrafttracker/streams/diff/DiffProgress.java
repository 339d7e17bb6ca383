package io.github.spacecrafttracker.streams.diff;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** How far the diff is in those partitions that this instance diffs. From any thread. */
public final class DiffProgress {
    private final Map<Integer, Task> tasks = new ConcurrentHashMap<>();

    /** One partition for as long as one thread diffs it. */
    static final class Task {
        private final AtomicLong rows;
        private final AtomicLong diffedUpTo;

        private Task(long rows, long now) {
            this.rows = new AtomicLong(rows);
            this.diffedUpTo = new AtomicLong(now);
        }

        void firstSeen() {
            rows.incrementAndGet();
        }

        /** @param time the record's, in epoch milliseconds */
        void diffed(long time) {
            // Once per snapshot: nobody waits for it to be seen.
            diffedUpTo.lazySet(time);
        }
    }

    /** @param rows that the state holds already */
    Task begin(int partition, long rows, long now) {
        var task = new Task(rows, now);
        tasks.put(partition, task);
        return task;
    }

    /** It may have begun anew in another thread before. */
    void end(int partition, Task task) {
        tasks.remove(partition, task);
    }

    /** Spacecraft that the state holds, removed ones too. */
    long rows() {
        return tasks.values().stream().mapToLong(task -> task.rows.get()).sum();
    }

    /**
     * How long the oldest snapshot that waits has waited at most, in milliseconds: it was written after the last one that was diffed, and after the last
     * time that none waited.
     *
     * @param lags how many wait, by partition
     */
    long longestWait(Map<Integer, Long> lags, long now) {
        var longest = 0L;
        for (var lag : lags.entrySet()) {
            var task = tasks.get(lag.getKey());
            if (task != null) {
                if (lag.getValue() == 0) {
                    task.diffedUpTo.set(now);
                }
                longest = Math.max(longest, now - task.diffedUpTo.get());
            }
        }
        return longest;
    }
}
