package io.github.spacecrafttracker.poller.state;

import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poll.PollReport.Afterwards;
import io.github.spacecrafttracker.poll.PollReport.Budget;
import io.github.spacecrafttracker.poll.PollReport.Exchange;
import io.github.spacecrafttracker.poll.PollReport.LookUp;
import io.github.spacecrafttracker.poll.PollReport.Page;
import io.github.spacecrafttracker.poll.PollReport.Sweep;
import io.github.spacecrafttracker.poll.PollReport.Watch;
import io.github.spacecrafttracker.poll.Reason;
import io.github.spacecrafttracker.poller.state.PollerState.KnownSpacecraft;
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

/** Builds the state from the records of the topics, one by one. */
final class StateBuilder {
    private final Instant bookingsSince;
    private final Map<Long, Snapshot> last = new HashMap<>();
    private final List<Instant> bookings = new ArrayList<>();
    private long lastObservation = -1;
    private Instant lastTimestamp = Instant.EPOCH;
    private Passes passes = Passes.NONE;
    private UpstreamHealth health = UpstreamHealth.UNKNOWN;
    private @Nullable Instant lastMissing;
    private @Nullable Afterwards afterwards;

    /** @param bookingsSince of the bookings before it, only the last is kept */
    StateBuilder(Instant bookingsSince) {
        this.bookingsSince = bookingsSince;
    }

    void apply(Snapshot snapshot) {
        last.put(snapshot.id(), snapshot);
        lastObservation = Math.max(lastObservation, snapshot.headers().observation());
        raiseTimestamp(snapshot.observedAt());
    }

    /** @param timestamp of its record */
    void apply(PollReport report, Instant timestamp) {
        raiseTimestamp(timestamp);
        if (report instanceof Page page) {
            passes = passes.withSweep(page.pass(), page.exchange().requestedAt());
            apply(page.exchange(), page.afterwards());
        } else if (report instanceof Watch watch) {
            passes = passes.withWatch(watch.pass(), watch.exchange().requestedAt());
            apply(watch.exchange(), watch.afterwards());
        } else if (report instanceof LookUp lookUp) {
            if (lookUp.reason() == Reason.MISSING) {
                lastMissing = lookUp.exchange().requestedAt();
            }
            apply(lookUp.exchange(), lookUp.afterwards());
        } else if (report instanceof Sweep sweep) {
            passes = passes.completed(sweep);
        } else if (report instanceof Budget budget) {
            bookings.removeIf(booking -> !booking.isAfter(bookingsSince));
            bookings.add(budget.bookedAt());
        }
    }

    /**
     * Returns the offsets up to which the snapshots must exist according to the last report; empty
     * before the first.
     */
    Optional<List<Long>> expectedOffsets() {
        return Optional.ofNullable(afterwards).map(Afterwards::snapshotOffsets);
    }

    boolean hasSnapshots() {
        return !last.isEmpty();
    }

    /** @param partitions the number of partitions of the snapshots */
    PollerState build(int partitions) {
        var spacecraft = new HashMap<Long, KnownSpacecraft>();
        last.forEach((id, snapshot) -> spacecraft.put(id, KnownSpacecraft.of(snapshot, isInSpace(snapshot))));
        return new PollerState(
                spacecraft,
                lastObservation,
                lastTimestamp,
                passes.withWatchAsOf(afterwards == null ? null : afterwards.watchAsOf()),
                LookUps.of(afterwards == null ? List.of() : afterwards.lookedUp(), lastMissing),
                health,
                List.copyOf(bookings),
                expectedOffsets().orElse(Collections.nCopies(partitions, -1L)));
    }

    private static boolean isInSpace(Snapshot snapshot) {
        try {
            return snapshot.value() != null && snapshot.reading().state().inSpace();
        } catch (UnreadableException e) {
            // A foreign record: the diff sends it to the dead letters.
            return false;
        }
    }

    private void raiseTimestamp(Instant timestamp) {
        lastTimestamp = timestamp.isAfter(lastTimestamp) ? timestamp : lastTimestamp;
    }

    private void apply(Exchange exchange, Afterwards after) {
        afterwards = after;
        if (exchange.observation() == null) {
            health = health.rejected(after.nextRequestAt());
        } else {
            lastObservation = Math.max(lastObservation, exchange.observation());
            health = health.accepted(exchange.servedAt());
        }
    }
}
