package io.github.spacecrafttracker.embedded.upstream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Which fault the next request meets. */
final class FaultQueue {
    private final Deque<Fault> queue = new ArrayDeque<>();
    private Fault standing = Fault.none();

    synchronized void next(List<Fault> faults) {
        queue.addAll(faults);
    }

    synchronized void standing(Fault fault) {
        standing = fault;
    }

    synchronized void forget() {
        queue.clear();
        standing = Fault.none();
    }

    synchronized Fault take() {
        Fault queued = queue.poll();
        return queued == null ? standing : queued;
    }
}
