package io.github.spacecrafttracker.streams.view;

import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poll.PollReport.Budget;
import io.github.spacecrafttracker.poll.PollReport.Sweep;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the poller last reported, and which complete sweep the catalogue contains. One thread puts, any number ask. */
final class Passes extends InMemoryStore {
    static final String NAME = "passes";

    private @Nullable PollReport lastPoll;

    // Concluded, and newer than the one contained. Later ones are contained later.
    private final Deque<Sweep> ahead = new ArrayDeque<>();
    private @Nullable Sweep contained;

    Passes() {
        super(NAME);
    }

    synchronized void put(PollReport report) {
        if (report instanceof Sweep sweep) {
            ahead.add(sweep);
        } else if (!(report instanceof Budget)) {
            lastPoll = report;
        }
    }

    /**
     * The newest complete sweep that a catalogue contains.
     *
     * @param passed how far the catalogue was read, by partition
     * @return null where there is none yet
     */
    synchronized @Nullable Sweep contained(Map<Integer, Long> passed) {
        for (var next = ahead.peek(); next != null && contains(passed, next.snapshotOffsets()); next = ahead.peek()) {
            contained = ahead.remove();
        }
        return contained;
    }

    /** The last report of a request; null where there was none. */
    synchronized @Nullable PollReport lastPoll() {
        return lastPoll;
    }

    private static boolean contains(Map<Integer, Long> passed, List<Long> offsets) {
        for (int partition = 0; partition < offsets.size(); partition++) {
            if (passed.getOrDefault(partition, -1L) < offsets.get(partition)) {
                return false;
            }
        }
        return true;
    }
}
