package io.github.spacecrafttracker.streams.diff;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The progress of the diff in the partitions of this instance. Thread-safe. */
final class DiffProgress {
    private final Map<Integer, Task> tasks = new ConcurrentHashMap<>();

    /** The progress of one task, which diffs one partition. */
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

        /** @param time the timestamp of the record, in epoch milliseconds */
        void diffed(long time) {
            // A lazy write, because this method is called for each snapshot and only gauges read
            // the value.
            diffedUpTo.lazySet(time);
        }
    }

    /** @param rows the number of rows that the state already contains */
    Task begin(int partition, long rows, long now) {
        var task = new Task(rows, now);
        tasks.put(partition, task);
        return task;
    }

    /** Ends this task. Has no effect on a newer task of the same partition. */
    void end(int partition, Task task) {
        tasks.remove(partition, task);
    }

    /** Returns the number of spacecraft in the state, including removed ones. */
    long rows() {
        return tasks.values().stream().mapToLong(task -> task.rows.get()).sum();
    }

    /**
     * Returns an upper bound of the time for which the oldest waiting snapshot has waited, in
     * milliseconds. That snapshot was written after the last one that was diffed, and after the
     * last time at which no snapshot was waiting.
     *
     * @param lags the number of waiting snapshots, by partition
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
