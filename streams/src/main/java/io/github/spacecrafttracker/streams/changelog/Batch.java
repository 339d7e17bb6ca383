package io.github.spacecrafttracker.streams.changelog;

import java.util.List;

/**
 * The result of one reading of the log.
 *
 * @param steps the changes that the filter admits, in the order of reading
 * @param end where the reading ended, after what was skipped behind the last step
 * @param more whether more changes are held in the direction of reading
 */
public record Batch(List<Step> steps, Place end, boolean more) {
    /** The changes without their positions. */
    public List<ChangeRecord> changes() {
        return steps.stream().map(Step::change).toList();
    }

    /**
     * A change and the position next to it in the direction of reading: forward, the position after the change;
     * backward, the position before it.
     */
    public record Step(ChangeRecord change, Position position) {}

    /**
     * Where a reader is.
     *
     * @param sequence a hint: earlier changes need not be examined again; 0 if there is no hint
     */
    public record Place(Position position, long sequence) {
        public static Place at(Position position) {
            return new Place(position, 0);
        }
    }
}
