package io.github.spacecrafttracker.poller.memory;

import io.github.spacecrafttracker.snapshot.Snapshot;
import io.github.spacecrafttracker.snapshot.SnapshotHeaders;
import java.time.Instant;

/**
 * What the poller knows of one spacecraft: its last snapshot's headers and time, and what of its state decides who asks for it.
 *
 * @param observedAt when it was last read, or found removed
 * @param removed whether that snapshot was a removal
 * @param inSpace whether it was in space when it was last read; false where it was removed
 */
public record Held(SnapshotHeaders last, Instant observedAt, boolean removed, boolean inSpace) {
    /** What its last snapshot tells, a removal included. */
    public static Held of(Snapshot last, boolean inSpace) {
        return new Held(last.headers(), last.observedAt(), last.value() == null, inSpace);
    }

    /** Whether it was not read since the poll with this observation. */
    public boolean notReadSince(long observation) {
        return last.observation() < observation;
    }
}
