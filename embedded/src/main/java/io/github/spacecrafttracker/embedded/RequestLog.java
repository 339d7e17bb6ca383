package io.github.spacecrafttracker.embedded;

import com.sun.net.httpserver.HttpExchange;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last requests that came in. */
final class RequestLog {
    private static final int KEPT = 10_000;

    private final Deque<Received> kept = new ArrayDeque<>();

    void add(HttpExchange exchange) {
        String query = exchange.getRequestURI().getRawQuery();
        Received received = new Received(
                Instant.now(),
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                query == null ? "" : query,
                exchange.getRequestHeaders());
        synchronized (kept) {
            if (kept.size() == KEPT) {
                kept.removeFirst();
            }
            kept.addLast(received);
        }
    }

    List<Received> all() {
        synchronized (kept) {
            return List.copyOf(kept);
        }
    }
}
