package io.github.spacecrafttracker.streams.changes;

import io.github.spacecrafttracker.streams.changes.Batch.Place;
import io.github.spacecrafttracker.streams.changes.Batch.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The newest changes, held in memory and shared by all readers: so many clients that follow cost one consumer and one copy. Each change has a sequence number,
 * the order in which this instance read it. For any number of threads.
 */
final class RecentChanges {
    private final int most;
    private final List<ChangeRecord> ring = new ArrayList<>();
    private long first;
    private long next;
    private Position floor;
    private Position end;

    /**
     * @param start where the first change to come is read from
     * @param most how many are held
     */
    RecentChanges(Position start, int most) {
        this.most = most;
        this.floor = start;
        this.end = start;
    }

    /** @param upTo where the log was read to */
    synchronized void add(List<ChangeRecord> changes, Position upTo) {
        for (var change : changes) {
            if (next - first == most) {
                floor = floor.max(floor.after(at(first)));
                first++;
            }
            if (ring.size() < most) {
                ring.add(change);
            } else {
                ring.set(slot(next), change);
            }
            next++;
        }
        end = upTo;
    }

    /** Everything from here on is held. */
    synchronized Position floor() {
        return floor;
    }

    /** How far the log was read. */
    synchronized Position end() {
        return end;
    }

    /**
     * Reads forward.
     *
     * @param mostSteps changes that are wanted
     * @return empty where something that follows the place is no longer held
     */
    synchronized Optional<Batch> forward(Place from, ChangeFilter filter, int mostSteps) {
        if (!from.position().covers(floor)) {
            return Optional.empty();
        }
        var steps = new ArrayList<Step>();
        var position = from.position();
        long sequence = Math.max(first, from.sequence());
        for (; sequence < next && steps.size() < mostSteps; sequence++) {
            var change = at(sequence);
            if (!position.isAfter(change)) {
                position = position.after(change);
                if (filter.admits(change)) {
                    steps.add(new Step(change, position));
                }
            }
        }
        boolean more = sequence < next;
        return Optional.of(new Batch(steps, new Place(more ? position : position.max(end), sequence), more));
    }

    /**
     * Reads backward, the newest first.
     *
     * @return ends at the position from which on all is held, at most
     */
    synchronized Batch backward(Position before, ChangeFilter filter, int mostSteps) {
        var steps = new ArrayList<Step>();
        var position = before;
        long sequence = next - 1;
        for (; sequence >= first && steps.size() < mostSteps; sequence--) {
            var change = at(sequence);
            if (position.isAfter(change)) {
                position = position.with(change.partition(), change.offset());
                if (filter.admits(change)) {
                    steps.add(new Step(change, position));
                }
            }
        }
        boolean more = sequence >= first;
        return new Batch(steps, Place.at(more ? position : position.min(floor)), more);
    }

    private ChangeRecord at(long sequence) {
        return ring.get(slot(sequence));
    }

    private int slot(long sequence) {
        return (int) (sequence % most);
    }
}
