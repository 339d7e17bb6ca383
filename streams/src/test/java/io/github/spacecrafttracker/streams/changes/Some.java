package io.github.spacecrafttracker.streams.changes;

import io.github.spacecrafttracker.change.Kind;
import java.time.Instant;

/** Changes as tests need them. */
final class Some {
    private Some() {}

    static ChangeRecord change(int partition, long offset) {
        return change(partition, offset, "4");
    }

    static ChangeRecord change(int partition, long offset, String spacecraft) {
        return new ChangeRecord(
                partition, offset, Instant.EPOCH, Kind.STATUS, "status.changed.v1", spacecraft, new byte[0]);
    }
}
