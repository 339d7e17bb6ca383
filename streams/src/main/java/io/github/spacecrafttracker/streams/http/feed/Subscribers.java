package io.github.spacecrafttracker.streams.http.feed;

import io.github.spacecrafttracker.streams.changelog.ChangeFilter;
import io.github.spacecrafttracker.streams.changelog.ChangeLog;
import io.github.spacecrafttracker.streams.changelog.LogPosition;
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
 * All clients that follow the feed of this instance: limited in number, woken by changes and kept alive between them. For
 * any number of threads.
 */
public final class Subscribers implements AutoCloseable {
    /** Shorter than the idle timeout of most proxies, 30 to 60 s. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);

    private static final long SECONDS_TO_SAY_GOODBYE = 3;

    private final ChangeLog log;
    private final FeedLimits limits;
    private final LongSupplier nanoTime;
    private final Set<Subscriber> all = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> perAddress = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(daemons("feed-clock"));
    private int admitted;
    private boolean closing;

    /** @param log not started yet */
    public Subscribers(ChangeLog log, FeedLimits limits) {
        this(log, limits, LONGEST_SILENCE, System::nanoTime);
    }

    /**
     * @param log not started yet
     * @param silence after which something is written although there is no news
     * @param nanoTime as {@link System#nanoTime}: by it silence is measured, and how long a client takes
     */
    public Subscribers(ChangeLog log, FeedLimits limits, Duration silence, LongSupplier nanoTime) {
        this.log = log;
        this.limits = limits;
        this.nanoTime = nanoTime;
        log.addListener(changes -> all.forEach(Subscriber::iterate));
        var unused = clock.scheduleWithFixedDelay(
                () -> all.forEach(subscriber -> subscriber.keepAlive(silence)), 1, 1, TimeUnit.SECONDS);
    }

    /** The number of clients that follow. */
    public int count() {
        return all.size();
    }

    public void bindMetrics(MeterRegistry registry) {
        Gauge.builder("tracker.feed.clients", this, Subscribers::count)
                .description("Clients that follow the feed")
                .register(registry);
    }

    /**
     * Serves an admitted client from a position on.
     *
     * @param address of the client
     * @return completes when the stream has ended
     */
    CompletableFuture<Void> follow(
            LogPosition from, ChangeFilter filter, String address, Request request, Response response) {
        var subscriber = new Subscriber(log, filter, from, nanoTime, request, response);
        all.add(subscriber);
        var left = subscriber.ended().thenRun(() -> {
            all.remove(subscriber);
            leave(address);
        });
        if (isClosing()) {
            subscriber.close("stopping");
        }
        subscriber.iterate();
        return left;
    }

    /** Asks all clients to reconnect, here or at another instance, and ends their streams. */
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
        }
        clock.shutdownNow();
        var leaving = List.copyOf(all);
        leaving.forEach(subscriber -> subscriber.close("stopping"));
        CompletableFuture.allOf(leaving.stream().map(Subscriber::ended).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, SECONDS_TO_SAY_GOODBYE, TimeUnit.SECONDS)
                .join();
    }

    private synchronized boolean isClosing() {
        return closing;
    }

    /**
     * Takes a place for a client, which it has until its stream ends.
     *
     * @throws RefusedException there are too many already
     */
    synchronized void admit(String address) throws RefusedException {
        if (admitted >= limits.clients()) {
            throw new RefusedException(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "too-many-clients",
                    "This instance serves as many clients as it may. Try again later, or another instance.");
        }
        int ofAddress = perAddress.getOrDefault(address, 0);
        if (ofAddress >= limits.clientsPerAddress()) {
            throw new RefusedException(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "too-many-clients-of-address",
                    "This instance serves as many clients of your address as it may. Close one, or try another instance.");
        }
        admitted++;
        perAddress.put(address, ofAddress + 1);
    }

    private synchronized void leave(String address) {
        admitted--;
        perAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }

    private static ThreadFactory daemons(String name) {
        return task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
