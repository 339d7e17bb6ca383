package io.github.spacecrafttracker.bench;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** The times from the commit of each event until each of its readers receives it. Thread-safe. */
final class Delays {
    private final long[] committed;
    private final long[] nanos;
    private final AtomicInteger count = new AtomicInteger();

    /** @param readers the number of readers of each event */
    Delays(int events, int readers) {
        committed = new long[events];
        nanos = new long[events * readers];
    }

    synchronized void committed(int event, long at) {
        committed[event] = at;
    }

    synchronized void received(int event, long at) {
        nanos[count.getAndIncrement()] = at - committed[event];
    }

    /** Returns whether every reader has received every event. */
    boolean areComplete() {
        return count.get() == nanos.length;
    }

    /** Returns a percentile, in milliseconds. */
    synchronized double percentile(int percent) {
        var sorted = Arrays.copyOf(nanos, count.get());
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1L, (long) sorted.length * percent / 100)] / 1e6;
    }
}
