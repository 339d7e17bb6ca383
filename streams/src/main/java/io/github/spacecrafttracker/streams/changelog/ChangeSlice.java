package io.github.spacecrafttracker.streams.changelog;

import java.util.List;

/**
 * The part of the log that one call has read.
 *
 * @param entries the changes that the filter accepts, in the order of reading
 * @param end the position to continue from, after all changes that were examined
 * @param hasMore whether more changes are held in the direction of reading
 */
public record ChangeSlice(List<Entry> entries, ReadPosition end, boolean hasMore) {
    /** Returns the changes without their positions. */
    public List<ChangeRecord> changes() {
        return entries.stream().map(Entry::change).toList();
    }

    /**
     * A change, and the position from which a reader continues: the one after the change when
     * reading forward, the one before it when reading backward.
     */
    public record Entry(ChangeRecord change, LogPosition position) {}

    /**
     * The position of a reader.
     *
     * @param sequence a hint: changes with a lower sequence number need not be examined; 0 if
     *     unknown
     */
    public record ReadPosition(LogPosition position, long sequence) {
        public static ReadPosition at(LogPosition position) {
            return new ReadPosition(position, 0);
        }
    }
}
