package io.github.spacecrafttracker.streams;

import java.util.function.LongSupplier;
import org.apache.kafka.streams.KafkaStreams.State;
import org.jspecify.annotations.Nullable;

/** How long an application has not been running: it joins its group, or reads its state back. From any thread. */
final class Restoring {
    private static final double NANOS_OF_A_SECOND = 1e9;

    private final LongSupplier nanoTime;

    // Null while it runs.
    private volatile @Nullable Long since;

    /** @param nanoTime as {@link System#nanoTime()} */
    Restoring(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong();
    }

    void enters(State state) {
        if (state == State.RUNNING) {
            since = null;
        } else if (since == null) {
            since = nanoTime.getAsLong();
        }
    }

    /** 0 while it runs. */
    double seconds() {
        var began = since;
        return began == null ? 0 : (nanoTime.getAsLong() - began) / NANOS_OF_A_SECOND;
    }
}
