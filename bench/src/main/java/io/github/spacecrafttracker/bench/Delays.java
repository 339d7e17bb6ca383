package io.github.spacecrafttracker.bench;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** When each of so many events was committed, and how long after that its readers had it. For any number of threads. */
final class Delays {
    private final long[] committed;
    private final long[] nanos;
    private final AtomicInteger count = new AtomicInteger();

    /** @param readers of each event */
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

    /** Whether every reader has every event. */
    boolean areWhole() {
        return count.get() == nanos.length;
    }

    /** In milliseconds: so many of a hundred took no longer. */
    synchronized double percentile(int percent) {
        var sorted = Arrays.copyOf(nanos, count.get());
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1L, (long) sorted.length * percent / 100)] / 1e6;
    }
}
