package io.github.spacecrafttracker.streams.changes;

import java.util.List;

/**
 * What one reading of the log gave.
 *
 * @param steps the changes that were wanted, in the order of reading
 * @param end where the reading ended, beyond what was passed over after the last step
 * @param more whether the log, as far as it is known, goes on there
 */
public record Batch(List<Step> steps, Place end, boolean more) {
    /** Without their positions. */
    public List<ChangeRecord> changes() {
        return steps.stream().map(Step::change).toList();
    }

    /**
     * A change and the position next to it in the direction of reading: forward, that after it; backward, that before it.
     */
    public record Step(ChangeRecord change, Position position) {}

    /**
     * Where a reader is.
     *
     * @param sequence a hint from where on the newest changes need not be looked through again; 0 where there is none
     */
    public record Place(Position position, long sequence) {
        public static Place at(Position position) {
            return new Place(position, 0);
        }
    }
}
