package io.github.spacecrafttracker.streams.catalogue;

import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poll.PollReport.Afterwards;
import io.github.spacecrafttracker.poll.PollReport.Budget;
import io.github.spacecrafttracker.poll.PollReport.LookUp;
import io.github.spacecrafttracker.poll.PollReport.Page;
import io.github.spacecrafttracker.poll.PollReport.Sweep;
import io.github.spacecrafttracker.poll.PollReport.Watch;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The last report of a poll, and the newest complete sweep and watch that a catalogue contains. The
 * {@code As-Of} of a list is derived from these two; see docs/guarantees.md#g6. One thread writes;
 * any thread may read.
 */
final class PollStore extends InMemoryStore {
    static final String NAME = "polls";

    private @Nullable PollReport lastPoll;
    private final CompletedPasses<Sweep> sweeps = new CompletedPasses<>();
    private final CompletedPasses<Instant> watches = new CompletedPasses<>();

    PollStore() {
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
        // Every report repeats the time of the last complete watch. Only a later time means that
        // another watch is complete.
        var watchAsOf = afterwards.watchAsOf();
        var newest = watches.newest();
        if (watchAsOf != null && (newest == null || watchAsOf.isAfter(newest))) {
            watches.add(watchAsOf, afterwards.snapshotOffsets());
        }
    }

    /**
     * Returns the newest complete sweep that a catalogue contains.
     *
     * @param readOffsets the offset of the last snapshot that the catalogue has read, by partition
     * @return null if it contains none yet
     */
    synchronized @Nullable Sweep sweep(Map<Integer, Long> readOffsets) {
        return sweeps.newestIn(readOffsets);
    }

    /**
     * Returns the time as of which the newest complete watch that a catalogue contains is true.
     *
     * @param readOffsets the offset of the last snapshot that the catalogue has read, by partition
     * @return null if it contains none yet
     */
    synchronized @Nullable Instant watchAsOf(Map<Integer, Long> readOffsets) {
        return watches.newestIn(readOffsets);
    }

    /** Returns the last report of a request; null if there is none. */
    synchronized @Nullable PollReport lastPoll() {
        return lastPoll;
    }

    /** Returns the state after a poll; null if the report does not describe a poll. */
    private static @Nullable Afterwards afterwards(PollReport report) {
        if (report instanceof Page page) {
            return page.afterwards();
        }
        if (report instanceof Watch watch) {
            return watch.afterwards();
        }
        return report instanceof LookUp lookUp ? lookUp.afterwards() : null;
    }

    /**
     * The completed passes of one kind, in order. A catalogue contains a pass, and those before it,
     * once it has read the last snapshots of the poll that completed the pass.
     */
    private static final class CompletedPasses<T> {
        private final Deque<CompletedPass<T>> unread = new ArrayDeque<>();
        private @Nullable T contained;

        /** @param offsets the offset of the last snapshot in each partition; -1 if there is none */
        void add(T pass, List<Long> offsets) {
            unread.add(new CompletedPass<>(pass, offsets));
        }

        /** Returns the newest pass, contained or not; null if there is none. */
        @Nullable
        T newest() {
            var last = unread.peekLast();
            return last == null ? contained : last.pass();
        }

        /** Returns the newest pass that the catalogue contains; null if there is none. */
        @Nullable
        T newestIn(Map<Integer, Long> readOffsets) {
            for (var next = unread.peek(); next != null && next.isIn(readOffsets); next = unread.peek()) {
                contained = unread.remove().pass();
            }
            return contained;
        }
    }

    private record CompletedPass<T>(T pass, List<Long> offsets) {
        boolean isIn(Map<Integer, Long> readOffsets) {
            for (int partition = 0; partition < offsets.size(); partition++) {
                if (readOffsets.getOrDefault(partition, -1L) < offsets.get(partition)) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * Puts each report into the store. Skips unknown kinds of report, which a later version may
     * write.
     */
    static final class Updater implements Processor<String, byte[], Void, Void> {
        private final CatalogueMeters meters;

        @SuppressWarnings("NullAway.Init") // Kafka Streams calls init first.
        private PollStore polls;

        Updater(CatalogueMeters meters) {
            this.meters = meters;
        }

        @Override
        public void init(ProcessorContext<Void, Void> context) {
            polls = context.getStateStore(NAME);
        }

        @Override
        public void process(Record<String, byte[]> record) {
            try {
                var report = Json.MAPPER.readValue(record.value(), PollReport.class);
                if (isComplete(report)) {
                    polls.put(report);
                    meters.held();
                    if (afterwards(report) != null) {
                        meters.reported(record.timestamp());
                    }
                    return;
                }
            } catch (JacksonException | IllegalArgumentException e) {
                // Counted as skipped below, like an incomplete report.
            }
            meters.unreadable();
        }

        // A component that is missing in the JSON is null here, although its type is not nullable.
        private static boolean isComplete(PollReport report) {
            if (report instanceof Sweep sweep) {
                return sweep.asOf() != null && sweep.snapshotOffsets() != null;
            }
            var afterwards = afterwards(report);
            return afterwards == null ? report instanceof Budget : afterwards.snapshotOffsets() != null;
        }
    }
}
