package io.github.spacecrafttracker.streams.changelog;

import io.github.spacecrafttracker.change.Kind;
import java.time.Instant;
import java.util.List;

/** Creates changes for tests. */
final class TestChanges {
    private static final List<Kind> KINDS = List.of(Kind.values());

    private TestChanges() {}

    /** Returns the kind of a partition, as if each topic had one partition. */
    static Kind kind(int partition) {
        return KINDS.get(partition);
    }

    static ChangeRecord change(int partition, long offset) {
        return change(partition, offset, "4");
    }

    static ChangeRecord change(int partition, long offset, String spacecraft) {
        return change(partition, offset, spacecraft, kind(partition), offset, Instant.EPOCH);
    }

    static ChangeRecord change(
            int partition, long offset, String spacecraft, Kind kind, long observation, Instant time) {
        return new ChangeRecord(
                partition, offset, time, kind, "status.changed.v1", spacecraft, observation, new byte[0]);
    }
}
