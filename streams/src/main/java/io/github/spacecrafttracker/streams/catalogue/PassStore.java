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

/** What the poller last reported, and which complete passes the catalogue contains. One thread puts, any number ask. */
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
     * @return null where there is none yet
     */
    synchronized @Nullable Sweep contained(Map<Integer, Long> passed) {
        return sweeps.newestIn(passed);
    }

    /**
     * The instant from which on every spacecraft that a catalogue holds as in space is known to have been true, by a watch that it contains.
     *
     * @return null where there is none yet
     */
    synchronized @Nullable Instant watched(Map<Integer, Long> passed) {
        return watches.newestIn(passed);
    }

    /** The last report of a request; null where there was none. */
    synchronized @Nullable PollReport lastPoll() {
        return lastPoll;
    }

    /** How things stood after a poll; null where the report is not of one. */
    static @Nullable Afterwards afterwards(PollReport report) {
        if (report instanceof Page page) {
            return page.afterwards();
        }
        if (report instanceof Watch watch) {
            return watch.afterwards();
        }
        return report instanceof LookUp lookUp ? lookUp.afterwards() : null;
    }

    // Every report repeats it. What held from one instant on holds from any later reading on.
    private void put(Instant watchAsOf, List<Long> snapshotOffsets) {
        var newest = watches.newest();
        if (newest == null || watchAsOf.isAfter(newest)) {
            watches.add(watchAsOf, snapshotOffsets);
        }
    }
}
