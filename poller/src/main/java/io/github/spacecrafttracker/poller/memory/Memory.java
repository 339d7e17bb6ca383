package io.github.spacecrafttracker.poller.memory;

import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poll.PollReport.Afterwards;
import io.github.spacecrafttracker.poll.PollReport.Exchange;
import io.github.spacecrafttracker.poll.PollReport.Pass;
import io.github.spacecrafttracker.poll.PollReport.Sweep;
import io.github.spacecrafttracker.poller.schedule.Asking;
import io.github.spacecrafttracker.snapshot.Snapshot;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts together what the topics say, record by record. */
final class Memory {
    private final Instant hourAgo;
    private final Map<Long, Held> held = new HashMap<>();
    private final Deque<Instant> requests = new ArrayDeque<>();
    private long lastObservation = -1;
    private @Nullable Sweep lastSweep;
    private @Nullable Pass pass;
    private @Nullable Afterwards afterwards;

    /** @param hourAgo requests before it are forgotten */
    Memory(Instant hourAgo) {
        this.hourAgo = hourAgo;
    }

    void take(Snapshot snapshot) {
        held.put(snapshot.id(), new Held(snapshot.headers(), snapshot.observedAt(), snapshot.value() == null));
        lastObservation = Math.max(lastObservation, snapshot.headers().observation());
    }

    void take(PollReport report) {
        if (report instanceof PollReport.Page page) {
            pass = page.pass();
            take(page.exchange(), page.afterwards());
        } else if (report instanceof PollReport.Watch watch) {
            take(watch.exchange(), watch.afterwards());
        } else if (report instanceof PollReport.LookUp lookUp) {
            take(lookUp.exchange(), lookUp.afterwards());
        } else if (report instanceof Sweep sweep) {
            lastSweep = sweep;
        }
    }

    /** What the last report says that the snapshots must hold; empty before the first. */
    Optional<List<Long>> expectedOffsets() {
        return Optional.ofNullable(afterwards).map(Afterwards::snapshotOffsets);
    }

    boolean holdsSnapshots() {
        return !held.isEmpty();
    }

    /** @param partitions how many the snapshots have */
    Knowledge knowledge(int partitions) {
        return new Knowledge(
                held,
                lastObservation,
                lastSweep,
                pass,
                new Asking(
                        List.copyOf(requests),
                        afterwards == null ? 0 : afterwards.failures(),
                        afterwards == null ? null : afterwards.nextRequestAt()),
                expectedOffsets().orElse(Collections.nCopies(partitions, -1L)));
    }

    private void take(Exchange exchange, Afterwards after) {
        afterwards = after;
        if (exchange.observation() != null) {
            lastObservation = Math.max(lastObservation, exchange.observation());
        }
        if (exchange.requestedAt().isAfter(hourAgo)) {
            requests.add(exchange.requestedAt());
        }
    }
}
