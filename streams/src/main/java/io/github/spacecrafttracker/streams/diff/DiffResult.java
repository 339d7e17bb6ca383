package io.github.spacecrafttracker.streams.diff;

import io.github.spacecrafttracker.change.Change;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The conclusion from one snapshot.
 *
 * @param put the row to store; null if the snapshot only confirms the stored row
 * @param changes the changes to report, in order; at most one of each kind
 */
record DiffResult(Verdict verdict, @Nullable TrackedRow put, List<Change> changes) {
    DiffResult {
        changes = List.copyOf(changes);
    }

    static DiffResult confirms(Verdict verdict) {
        return new DiffResult(verdict, null, List.of());
    }

    static DiffResult puts(TrackedRow row, Verdict verdict, Change... changes) {
        return new DiffResult(verdict, row, List.of(changes));
    }
}
