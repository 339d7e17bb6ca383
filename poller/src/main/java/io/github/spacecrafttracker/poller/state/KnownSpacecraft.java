package io.github.spacecrafttracker.poller.state;

import io.github.spacecrafttracker.snapshot.Snapshot;
import io.github.spacecrafttracker.snapshot.SnapshotHeaders;

/**
 * The poller's knowledge of one spacecraft: the headers of its last snapshot, and what decides which
 * polls request it.
 *
 * @param removed whether that snapshot was a removal
 * @param inSpace whether the spacecraft was in space when it was last read; false if it was removed
 */
public record KnownSpacecraft(SnapshotHeaders last, boolean removed, boolean inSpace) {
    /** @param last the last snapshot, which may be a removal */
    public static KnownSpacecraft of(Snapshot last, boolean inSpace) {
        return new KnownSpacecraft(last.headers(), last.value() == null, inSpace);
    }

    /** Returns whether it has not been read since the poll with this observation. */
    public boolean notReadSince(long observation) {
        return last.observation() < observation;
    }
}
