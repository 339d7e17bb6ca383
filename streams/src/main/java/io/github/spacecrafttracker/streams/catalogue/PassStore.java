package io.github.spacecrafttracker.streams.catalogue;

import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poll.PollReport.Afterwards;
import io.github.spacecrafttracker.poll.PollReport.LookUp;
import io.github.spacecrafttracker.poll.PollReport.Page;
import io.github.spacecrafttracker.poll.PollReport.Sweep;
import io.github.spacecrafttracker.poll.PollReport.Watch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The last report of the poller, and the complete passes that the catalogue contains. One thread writes, any number read. */
final class PassStore extends InMemoryStore {
    static final String NAME = "passes";

    private @Nullable PollReport lastPoll;
    private final ConclusionsByOffset<Sweep> sweeps = new ConclusionsByOffset<>();
    private final ConclusionsByOffset<Instant> watches = new ConclusionsByOffset<>();

    PassStore() {
        super(NAME);
    }

    synchronized void put(PollReport report) {
        if (report instanceof Sweep sweep) {
            sweeps.add(sweep, sweep.snapshotOffsets());
        }
        var afterwards = afterwards(report);
        if (afterwards == null) {
            return;
        }
        lastPoll = report;
        if (afterwards.watchAsOf() != null) {
            put(afterwards.watchAsOf(), afterwards.snapshotOffsets());
        }
    }

    /**
     * The newest complete sweep that a catalogue contains.
     *
     * @param passed how far the catalogue was read, by partition
     * @return null if there is none yet
     */
    synchronized @Nullable Sweep sweep(Map<Integer, Long> passed) {
        return sweeps.newestIn(passed);
    }

    /**
     * The time as of which the spacecraft that a catalogue shows in space are true, by the newest watch that it contains.
     *
     * @return null if there is none yet
     */
    synchronized @Nullable Instant watchAsOf(Map<Integer, Long> passed) {
        return watches.newestIn(passed);
    }

    /** The last report of a request; null if there is none. */
    synchronized @Nullable PollReport lastPoll() {
        return lastPoll;
    }

    /** The state after a poll; null if the report is not of one. */
    static @Nullable Afterwards afterwards(PollReport report) {
        if (report instanceof Page page) {
            return page.afterwards();
        }
        if (report instanceof Watch watch) {
            return watch.afterwards();
        }
        return report instanceof LookUp lookUp ? lookUp.afterwards() : null;
    }

    // Every report repeats it; only a newer one concludes anything.
    private void put(Instant watchAsOf, List<Long> snapshotOffsets) {
        var newest = watches.newest();
        if (newest == null || watchAsOf.isAfter(newest)) {
            watches.add(watchAsOf, snapshotOffsets);
        }
    }
}
