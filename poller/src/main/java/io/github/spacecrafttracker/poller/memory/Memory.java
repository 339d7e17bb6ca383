package io.github.spacecrafttracker.poller.memory;

import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poll.PollReport.Afterwards;
import io.github.spacecrafttracker.poll.PollReport.Budget;
import io.github.spacecrafttracker.poll.PollReport.Exchange;
import io.github.spacecrafttracker.poll.PollReport.LookUp;
import io.github.spacecrafttracker.poll.PollReport.Page;
import io.github.spacecrafttracker.poll.PollReport.Sweep;
import io.github.spacecrafttracker.poll.PollReport.Watch;
import io.github.spacecrafttracker.poll.Reason;
import io.github.spacecrafttracker.snapshot.Snapshot;
import io.github.spacecrafttracker.snapshot.UnreadableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts together what the topics say, record by record. */
final class Memory {
    private final Instant since;
    private final Map<Long, Snapshot> last = new HashMap<>();
    private final List<Instant> bookings = new ArrayList<>();
    private long lastObservation = -1;
    private Passes passes = Passes.NONE;
    private Wellness wellness = Wellness.UNKNOWN;
    private @Nullable Instant lastMissing;
    private @Nullable Afterwards afterwards;

    /** @param since bookings before it are forgotten, but for the last */
    Memory(Instant since) {
        this.since = since;
    }

    void take(Snapshot snapshot) {
        last.put(snapshot.id(), snapshot);
        lastObservation = Math.max(lastObservation, snapshot.headers().observation());
    }

    void take(PollReport report) {
        if (report instanceof Page page) {
            passes = passes.withSweep(page.pass(), page.exchange().requestedAt());
            take(page.exchange(), page.afterwards());
        } else if (report instanceof Watch watch) {
            passes = passes.withWatch(watch.pass(), watch.exchange().requestedAt());
            take(watch.exchange(), watch.afterwards());
        } else if (report instanceof LookUp lookUp) {
            if (lookUp.reason() == Reason.MISSING) {
                lastMissing = lookUp.exchange().requestedAt();
            }
            take(lookUp.exchange(), lookUp.afterwards());
        } else if (report instanceof Sweep sweep) {
            passes = passes.concluded(sweep);
        } else if (report instanceof Budget budget) {
            bookings.removeIf(it -> !it.isAfter(since));
            bookings.add(budget.bookedAt());
        }
    }

    /** What the last report says that the snapshots must hold; empty before the first. */
    Optional<List<Long>> expectedOffsets() {
        return Optional.ofNullable(afterwards).map(Afterwards::snapshotOffsets);
    }

    boolean holdsSnapshots() {
        return !last.isEmpty();
    }

    /** @param partitions how many the snapshots have */
    Knowledge knowledge(int partitions) {
        var held = new HashMap<Long, Held>();
        last.forEach((id, snapshot) -> held.put(id, Held.of(snapshot, isInSpace(snapshot))));
        return new Knowledge(
                held,
                lastObservation,
                passes.withWatchAsOf(afterwards == null ? null : afterwards.watchAsOf()),
                LookUps.of(afterwards == null ? List.of() : afterwards.lookedUp(), lastMissing),
                wellness,
                List.copyOf(bookings),
                expectedOffsets().orElse(Collections.nCopies(partitions, -1L)));
    }

    private static boolean isInSpace(Snapshot snapshot) {
        try {
            return snapshot.value() != null && snapshot.reading().state().inSpace();
        } catch (UnreadableException e) {
            // Not the poller's writing: the diff puts it to the dead letters.
            return false;
        }
    }

    private void take(Exchange exchange, Afterwards after) {
        afterwards = after;
        if (exchange.observation() == null) {
            wellness = wellness.refused(after.nextRequestAt());
        } else {
            lastObservation = Math.max(lastObservation, exchange.observation());
            wellness = wellness.believed(exchange.servedAt());
        }
    }
}
