package io.github.spacecrafttracker.streams.changelog;

import java.util.Arrays;

/**
 * A place in the log of changes: the offset of the next record of each partition. Records below it were read or
 * skipped. Immutable; comparable only with positions in the same partitions.
 */
public final class Position {
    private final long[] next;

    private Position(long[] next) {
        this.next = next;
    }

    static Position of(long... next) {
        return new Position(next.clone());
    }

    /** The offset of the next record of each partition; a copy. */
    long[] offsets() {
        return next.clone();
    }

    int size() {
        return next.length;
    }

    /** The offset of the next record of a partition. */
    long next(int partition) {
        return next[partition];
    }

    Position with(int partition, long offset) {
        var changed = next.clone();
        changed[partition] = offset;
        return new Position(changed);
    }

    /** The position after that record. */
    Position after(ChangeRecord change) {
        return with(change.partition(), change.offset() + 1);
    }

    /** Returns whether a record is before this position, and so was read. */
    boolean isAfter(ChangeRecord change) {
        return change.offset() < next[change.partition()];
    }

    /** Returns whether everything before the other position is before this one. */
    boolean covers(Position other) {
        for (int partition = 0; partition < next.length; partition++) {
            if (next[partition] < other.next[partition]) {
                return false;
            }
        }
        return true;
    }

    /** The lowest position that covers both. */
    Position max(Position other) {
        var greater = next.clone();
        for (int partition = 0; partition < greater.length; partition++) {
            greater[partition] = Math.max(greater[partition], other.next[partition]);
        }
        return new Position(greater);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Position position && Arrays.equals(next, position.next);
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
