package io.github.spacecrafttracker.streams.http.feed;

import io.github.spacecrafttracker.streams.changelog.ChangeFilter;
import io.github.spacecrafttracker.streams.changelog.ChangeLog;
import io.github.spacecrafttracker.streams.changelog.LogPosition;
import io.github.spacecrafttracker.streams.http.RequestException;
import io.javalin.http.HttpStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/**
 * The clients that follow the feed of this instance. Limits their number, notifies them of changes,
 * and keeps their connections alive. Thread-safe.
 */
public final class Subscribers implements AutoCloseable {
    // Shorter than the idle timeout of most proxies, which is 30 to 60 s.
    private static final Duration MAX_SILENCE = Duration.ofSeconds(15);

    private static final long CLOSE_TIMEOUT_SECONDS = 3;

    private final ChangeLog log;
    private final FeedLimits limits;
    private final LongSupplier nanoTime;
    private final Set<Subscriber> all = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> perAddress = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(daemonThreads("feed-clock"));
    private int admitted;
    private boolean closing;

    /** @param log must not be started yet */
    public Subscribers(ChangeLog log, FeedLimits limits) {
        this(log, limits, MAX_SILENCE, System::nanoTime);
    }

    /**
     * @param log must not be started yet
     * @param silence the time without changes after which something is written to keep a connection
     *     alive
     * @param nanoTime a clock like {@link System#nanoTime} for this time and for the time that a
     *     client needs
     */
    public Subscribers(ChangeLog log, FeedLimits limits, Duration silence, LongSupplier nanoTime) {
        this.log = log;
        this.limits = limits;
        this.nanoTime = nanoTime;
        log.addListener(changes -> all.forEach(Subscriber::iterate));
        var unused = clock.scheduleWithFixedDelay(
                () -> all.forEach(subscriber -> subscriber.keepAlive(silence)), 1, 1, TimeUnit.SECONDS);
    }

    /** Returns the number of clients. */
    public int count() {
        return all.size();
    }

    public void bindMetrics(MeterRegistry registry) {
        Gauge.builder("tracker.feed.clients", this, Subscribers::count)
                .description("Clients that follow the feed")
                .register(registry);
    }

    /**
     * Serves an admitted client.
     *
     * @param start the position after which the stream starts
     * @param address the address with which the client was admitted
     * @return a future that completes when the stream has ended
     */
    CompletableFuture<Void> follow(
            LogPosition start, ChangeFilter filter, String address, Request request, Response response) {
        var subscriber = new Subscriber(log, filter, start, nanoTime, request, response);
        all.add(subscriber);
        var removed = subscriber.ended().thenRun(() -> {
            all.remove(subscriber);
            release(address);
        });
        if (isClosing()) {
            subscriber.close("stopping");
        }
        subscriber.iterate();
        return removed;
    }

    /**
     * Ends all streams with an event that asks the clients to reconnect to this or another
     * instance.
     */
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
        }
        clock.shutdownNow();
        var remaining = List.copyOf(all);
        remaining.forEach(subscriber -> subscriber.close("stopping"));
        CompletableFuture.allOf(remaining.stream().map(Subscriber::ended).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private synchronized boolean isClosing() {
        return closing;
    }

    /**
     * Counts a client towards the limits until its stream ends.
     *
     * @throws RequestException if a limit is reached
     */
    synchronized void admit(String address) throws RequestException {
        if (admitted >= limits.clients()) {
            throw new RequestException(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "too-many-clients",
                    "This instance has reached its limit of clients. Retry later, or use another instance.");
        }
        int fromAddress = perAddress.getOrDefault(address, 0);
        if (fromAddress >= limits.clientsPerAddress()) {
            throw new RequestException(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "too-many-clients-of-address",
                    "This instance has reached its limit of clients from your address. Close one, or use another instance.");
        }
        admitted++;
        perAddress.put(address, fromAddress + 1);
    }

    private synchronized void release(String address) {
        admitted--;
        perAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }

    private static ThreadFactory daemonThreads(String name) {
        return task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
