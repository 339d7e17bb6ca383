package io.github.spacecrafttracker.embedded.upstream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A server on 127.0.0.1 that implements the part of Launch Library 2's contract for {@code
 * /2.3.0/spacecraft/} that a poller uses, with faults on demand. Initially it has no spacecraft. It
 * throttles only on demand.
 *
 * <p>It handles up to 16 concurrent requests, including those that a fault blocks. Thread-safe.
 */
public final class StubUpstream implements AutoCloseable {
    private static final int MAX_RECORDED_REQUESTS = 10_000;

    private final FaultQueue faults = new FaultQueue();
    private final Deque<RecordedRequest> requests = new ArrayDeque<>();
    private final HttpConnections connections;
    private final Routes routes;
    private volatile Catalogue catalogue = Catalogue.of(List.of());

    private StubUpstream(ServerSocket serverSocket) {
        this.connections = new HttpConnections(serverSocket, this::answer);
        this.routes = new Routes(baseUrl(), () -> catalogue, faults);
    }

    /**
     * Starts a stub.
     *
     * @param port 0 for any free port
     * @throws UncheckedIOException if the port cannot be opened
     */
    public static StubUpstream start(int port) {
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            StubUpstream stub = new StubUpstream(new ServerSocket(port, 50, loopback));
            stub.connections.start();
            return stub;
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port + ": " + e.getMessage(), e);
        }
    }

    /** Returns the value for {@code LL2_BASE_URL}: {@code http://127.0.0.1:PORT/2.3.0}. */
    public String baseUrl() {
        return "http://127.0.0.1:" + connections.port() + "/2.3.0";
    }

    /**
     * Replaces all spacecraft at once. Requests in progress still return the previous ones. The
     * rows are copied.
     */
    public synchronized void serve(Collection<ObjectNode> rows) {
        catalogue = Catalogue.of(rows);
    }

    /** Adds a spacecraft, or replaces the one with its id. The row is copied. */
    public synchronized void put(ObjectNode row) {
        catalogue = catalogue.with(row);
    }

    /** Removes a spacecraft, as if an editor had deleted it: its URL returns 404 from now on. */
    public synchronized void remove(long id) {
        catalogue = catalogue.without(id);
    }

    /** Returns a copy of a row as it was put, or empty if there is none with this id. */
    public Optional<ObjectNode> row(long id) {
        return catalogue.row(id);
    }

    /**
     * Sets the reply of {@code api-throttle}. Initially the limit is higher than any client can
     * reach, and none of it is used.
     */
    public void reportLimit(int requestsPerHour, int used) {
        routes.reportLimit(requestsPerHour, used);
    }

    /**
     * Returns 404 with an HTML page for {@code api-throttle} until {@link #reportLimit} is called.
     */
    public void hideThrottle() {
        routes.hideThrottle();
    }

    /**
     * Returns the {@linkplain #requests requests} for lists and objects, which are those that
     * Launch Library 2 counts.
     */
    public List<RecordedRequest> spacecraftRequests() {
        return requests().stream()
                .filter(request -> request.path().startsWith(Routes.LIST))
                .toList();
    }

    /** Returns the last 10,000 requests, oldest first. */
    public List<RecordedRequest> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    /**
     * Applies one of these faults to each of the next requests for a list or an object, instead of
     * the permanent fault.
     */
    public void failNext(Fault... next) {
        faults.next(List.of(next));
    }

    /** Applies a permanent fault to each request for a list or an object until {@link #recover}. */
    public void failUntilRecovered(Fault fault) {
        faults.permanent(fault);
    }

    /** Removes all faults. */
    public void recover() {
        faults.clear();
    }

    /** Stops immediately: connections are closed, and blocked requests are abandoned. */
    @Override
    public void close() {
        connections.close();
    }

    private Reply answer(RecordedRequest request) throws InterruptedException {
        record(request);
        return routes.answer(request);
    }

    private void record(RecordedRequest request) {
        synchronized (requests) {
            if (requests.size() == MAX_RECORDED_REQUESTS) {
                requests.removeFirst();
            }
            requests.addLast(request);
        }
    }
}
