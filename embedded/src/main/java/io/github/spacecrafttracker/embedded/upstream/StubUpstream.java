package io.github.spacecrafttracker.embedded.upstream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A server on 127.0.0.1 with Launch Library 2's contract for {@code /2.3.0/spacecraft/}, as far as a poller can tell, that
 * goes wrong when told to. It begins without any spacecraft, and never throttles by itself.
 *
 * <p>Sixteen requests are answered at a time, those that wait for a fault's gate included. All methods may be called from
 * any thread.
 */
public final class StubUpstream implements AutoCloseable {
    private final FaultQueue faults = new FaultQueue();
    private final RequestLog requests = new RequestLog();
    private final HttpConnections connections;
    private final Routes routes;
    private volatile Catalogue catalogue = Catalogue.of(List.of());

    private StubUpstream(ServerSocket listening) {
        this.connections = new HttpConnections(listening, this::answer);
        this.routes = new Routes(baseUrl(), () -> catalogue, faults);
    }

    /**
     * Starts a stub.
     *
     * @param port 0 for any free one
     * @throws UncheckedIOException if the port cannot be listened on
     */
    public static StubUpstream start(int port) {
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            StubUpstream stub = new StubUpstream(new ServerSocket(port, 50, loopback));
            stub.connections.begin();
            return stub;
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port + ": " + e.getMessage(), e);
        }
    }

    /** What {@code LL2_BASE_URL} would be: {@code http://127.0.0.1:PORT/2.3.0}. */
    public String baseUrl() {
        return "http://127.0.0.1:" + connections.port() + "/2.3.0";
    }

    /** Replaces all spacecraft at once; requests under way see the ones before. The rows are copied. */
    public synchronized void serve(Collection<ObjectNode> rows) {
        catalogue = Catalogue.of(rows);
    }

    /** Adds a spacecraft or replaces the one with its id. The row is copied. */
    public synchronized void put(ObjectNode row) {
        catalogue = catalogue.with(row);
    }

    /** Removes a spacecraft, as when an editor deletes it: its page answers 404 from then on. */
    public synchronized void remove(long id) {
        catalogue = catalogue.without(id);
    }

    /** A copy of a row as it was put, empty if there is none with this id. */
    public Optional<ObjectNode> row(long id) {
        return catalogue.row(id);
    }

    /** What {@code api-throttle} tells; until told, a limit as good as none, with nothing used. */
    public void reportLimit(int requestsPerHour, int used) {
        routes.reportLimit(requestsPerHour, used);
    }

    /** {@code api-throttle} is not there until {@link #reportLimit} is called: a web page with status 404. */
    public void hideThrottle() {
        routes.hideThrottle();
    }

    /** The requests for lists and objects so far, which are those that Launch Library 2 counts; as {@link #requests}. */
    public List<RecordedRequest> spacecraftRequests() {
        return requests().stream()
                .filter(it -> it.path().startsWith(Routes.LIST))
                .toList();
    }

    /** All requests so far, the oldest first; of very many only the last 10,000. */
    public List<RecordedRequest> requests() {
        return requests.all();
    }

    /** Each of the next requests for a list or an object meets one of these, before any standing fault. */
    public void failNext(Fault... next) {
        faults.next(List.of(next));
    }

    /** Each request for a list or an object meets this until {@link #recover} is called. */
    public void failUntilRecovered(Fault fault) {
        faults.standing(fault);
    }

    /** Forgets all faults that no request has met yet. */
    public void recover() {
        faults.forget();
    }

    /** Stops at once: connections are closed, requests that wait are given up. */
    @Override
    public void close() {
        connections.close();
    }

    private Reply answer(RecordedRequest request) throws InterruptedException {
        requests.add(request);
        return routes.answer(request);
    }
}
