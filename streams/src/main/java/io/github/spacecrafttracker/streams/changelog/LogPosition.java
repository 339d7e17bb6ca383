package io.github.spacecrafttracker.streams.changelog;

import java.util.Arrays;

/**
 * A position in the log of changes: the offset of the next record of each partition. All records
 * before it were read or skipped. Immutable. Positions are comparable only if they have the same
 * partitions.
 */
public final class LogPosition {
    private final long[] next;

    private LogPosition(long[] next) {
        this.next = next;
    }

    static LogPosition of(long... next) {
        return new LogPosition(next.clone());
    }

    /** Returns a copy of the offsets of the next record of each partition. */
    long[] offsets() {
        return next.clone();
    }

    int size() {
        return next.length;
    }

    /** Returns the offset of the next record of a partition. */
    long next(int partition) {
        return next[partition];
    }

    LogPosition with(int partition, long offset) {
        var changed = next.clone();
        changed[partition] = offset;
        return new LogPosition(changed);
    }

    /** Returns the position after this record. */
    LogPosition after(ChangeRecord change) {
        return with(change.partition(), change.offset() + 1);
    }

    /** Returns whether a record is before this position. */
    boolean isAfter(ChangeRecord change) {
        return change.offset() < next[change.partition()];
    }

    /** Returns whether everything before the other position is before this one. */
    boolean covers(LogPosition other) {
        for (int partition = 0; partition < next.length; partition++) {
            if (next[partition] < other.next[partition]) {
                return false;
            }
        }
        return true;
    }

    /** Returns the lowest position that covers both. */
    LogPosition max(LogPosition other) {
        var greater = next.clone();
        for (int partition = 0; partition < greater.length; partition++) {
            greater[partition] = Math.max(greater[partition], other.next[partition]);
        }
        return new LogPosition(greater);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogPosition position && Arrays.equals(next, position.next);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(next);
    }

    @Override
    public String toString() {
        return Arrays.toString(next);
    }
}
