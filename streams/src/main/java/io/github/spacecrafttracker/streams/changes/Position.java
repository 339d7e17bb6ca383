package io.github.spacecrafttracker.streams.changes;

import java.util.Arrays;

/**
 * A place in the log of changes: of each partition the offset of the next record. What lies below was read or passed over. Immutable; comparable only with
 * positions in the same partitions.
 */
public final class Position {
    private final long[] next;

    private Position(long[] next) {
        this.next = next;
    }

    static Position of(long... next) {
        return new Position(next.clone());
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

    /** After that record. */
    Position after(ChangeRecord change) {
        return with(change.partition(), change.offset() + 1);
    }

    /** Whether a record lies before it, and so was read. */
    boolean isAfter(ChangeRecord change) {
        return change.offset() < next[change.partition()];
    }

    /** Whether everything before the other lies before this one. */
    boolean covers(Position other) {
        for (int partition = 0; partition < next.length; partition++) {
            if (next[partition] < other.next[partition]) {
                return false;
            }
        }
        return true;
    }

    /** The first that covers both. */
    Position max(Position other) {
        var greater = next.clone();
        for (int partition = 0; partition < greater.length; partition++) {
            greater[partition] = Math.max(greater[partition], other.next[partition]);
        }
        return new Position(greater);
    }

    /** The last that both cover. */
    Position min(Position other) {
        var smaller = next.clone();
        for (int partition = 0; partition < smaller.length; partition++) {
            smaller[partition] = Math.min(smaller[partition], other.next[partition]);
        }
        return new Position(smaller);
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
