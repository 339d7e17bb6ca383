package io.github.spacecrafttracker.streams.runtime;

import java.util.function.LongSupplier;
import org.apache.kafka.streams.KafkaStreams.State;
import org.jspecify.annotations.Nullable;

/** The time for which an application has not been running, because it joins its group or restores its state. Thread-safe. */
final class TimeNotRunning {
    private static final double NANOS_PER_SECOND = 1e9;

    private final LongSupplier nanoTime;

    // Null while the application runs.
    private volatile @Nullable Long since;

    /** @param nanoTime a source such as {@link System#nanoTime()} */
    TimeNotRunning(LongSupplier nanoTime) {
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

    /** Returns 0 while the application runs. */
    double seconds() {
        var began = since;
        return began == null ? 0 : (nanoTime.getAsLong() - began) / NANOS_PER_SECOND;
    }
}
