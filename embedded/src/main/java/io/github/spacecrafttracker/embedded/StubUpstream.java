package io.github.spacecrafttracker.embedded;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A server on 127.0.0.1 with Launch Library 2's contract for {@code /2.3.0/spacecraft/}, as far as a poller can tell, that
 * goes wrong when told to. It begins without any spacecraft, and never throttles by itself.
 *
 * <p>Sixteen requests are answered at a time, those that wait for a fault's gate included. All methods may be called from
 * any thread.
 */
public final class StubUpstream implements AutoCloseable {
    private static final Logger logger = LoggerFactory.getLogger(StubUpstream.class);
    private static final int AT_A_TIME = 16;

    private final Mood mood = new Mood();
    private final RequestLog requests = new RequestLog();
    private final HttpServer server;
    private final ExecutorService pool;
    private final Routes routes;
    private volatile Catalogue catalogue = Catalogue.of(List.of());

    private StubUpstream(HttpServer server) {
        this.server = server;
        this.pool = Executors.newFixedThreadPool(AT_A_TIME, named(new AtomicInteger()));
        this.routes = new Routes(baseUrl(), () -> catalogue, mood);
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
            StubUpstream stub = new StubUpstream(HttpServer.create(new InetSocketAddress(loopback, port), 0));
            stub.server.setExecutor(stub.pool);
            stub.server.createContext("/", stub::handle);
            stub.server.start();
            return stub;
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port + ": " + e.getMessage(), e);
        }
    }

    /** What {@code LL2_BASE_URL} would be: {@code http://127.0.0.1:PORT/2.3.0}. */
    public String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/2.3.0";
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

    /** What {@code api-throttle} tells; 15 requests an hour with 1 used until told, as recorded. */
    public void tellThrottle(int requestsPerHour, int used) {
        routes.tellThrottle(requestsPerHour, used);
    }

    /** The requests so far, the oldest first; of very many only the last 10,000. */
    public List<Received> requests() {
        return requests.all();
    }

    /** Each of the next requests for a list or an object meets one of these, before any standing fault. */
    public void misbehave(Fault... next) {
        mood.next(List.of(next));
    }

    /** Each request for a list or an object meets this until {@link #behave} is called. */
    public void misbehaveUntilTold(Fault fault) {
        mood.standing(fault);
    }

    /** Forgets all faults that no request has met yet. */
    public void behave() {
        mood.forget();
    }

    /** Stops at once: connections are closed, requests that wait are given up. */
    @Override
    public void close() {
        server.stop(0);
        pool.shutdownNow();
    }

    private void handle(HttpExchange exchange) {
        requests.add(exchange);
        try (exchange) {
            routes.answer(exchange).send(exchange);
        } catch (IOException clientGone) {
            logger.debug("The client did not wait for its reply", clientGone);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            logger.error("The stub could not answer {}", exchange.getRequestURI(), e);
        }
    }

    private static ThreadFactory named(AtomicInteger made) {
        return task -> {
            Thread thread = new Thread(task, "stub-upstream-" + made.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
