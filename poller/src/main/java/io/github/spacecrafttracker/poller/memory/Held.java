package io.github.spacecrafttracker.poller.memory;

import io.github.spacecrafttracker.snapshot.SnapshotHeaders;
import java.time.Instant;

/**
 * What the poller knows of one spacecraft: its last snapshot's headers and time.
 *
 * @param observedAt when it was last read, or found removed
 * @param removed whether that snapshot was a removal
 */
public record Held(SnapshotHeaders last, Instant observedAt, boolean removed) {
    /** Whether a pass whose first page had this observation should have shown it, and did not. */
    public boolean missingSince(long firstObservation) {
        return !removed && last.observation() < firstObservation;
    }
}
