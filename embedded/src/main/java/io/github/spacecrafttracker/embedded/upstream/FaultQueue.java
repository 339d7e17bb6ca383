package io.github.spacecrafttracker.embedded.upstream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The faults of the next requests: queued ones first, then the permanent one. */
final class FaultQueue {
    private final Deque<Fault> queue = new ArrayDeque<>();
    private Fault permanent = Fault.none();

    synchronized void next(List<Fault> faults) {
        queue.addAll(faults);
    }

    synchronized void permanent(Fault fault) {
        permanent = fault;
    }

    synchronized void clear() {
        queue.clear();
        permanent = Fault.none();
    }

    synchronized Fault poll() {
        Fault queued = queue.poll();
        return queued == null ? permanent : queued;
    }
}
