package io.github.spacecrafttracker.embedded.upstream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last requests that came in. */
final class RequestLog {
    private static final int KEPT = 10_000;

    private final Deque<RecordedRequest> kept = new ArrayDeque<>();

    synchronized void add(RecordedRequest request) {
        if (kept.size() == KEPT) {
            kept.removeFirst();
        }
        kept.addLast(request);
    }

    synchronized List<RecordedRequest> all() {
        return List.copyOf(kept);
    }
}
