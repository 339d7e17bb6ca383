package io.github.spacecrafttracker.streams.http.feed;

import io.github.spacecrafttracker.service.http.HttpServer;
import io.github.spacecrafttracker.service.kafka.TopicSet;
import io.github.spacecrafttracker.service.lifecycle.Closer;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.github.spacecrafttracker.streams.SnapshotLog;
import io.github.spacecrafttracker.streams.changelog.ChangeLog;
import io.github.spacecrafttracker.streams.http.ApiServer;
import io.github.spacecrafttracker.streams.http.BaseUrl;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The feed without the rest of the service. The test advances its clock. */
final class ClockedFeed implements AutoCloseable {
    private static final int HELD = 10_000;

    private final Closer closer = new Closer();
    private final AtomicLong elapsedNanos = new AtomicLong();
    private final Subscribers subscribers;
    private final HttpServer http;

    ClockedFeed(SnapshotLog log, int clients) throws StartException {
        this(log, clients, HELD);
    }

    /** @param held the number of changes in memory */
    ClockedFeed(SnapshotLog log, int clients, int held) throws StartException {
        var changes = closer.add(
                ChangeLog.open(log.kafka, log.topics, TopicSet.ensure(log.kafka, log.topics), held, List.of()));
        subscribers = new Subscribers(
                changes,
                new FeedLimits(clients, clients),
                // No keep-alive becomes due, so only changes are written.
                Duration.ofDays(1),
                () -> System.nanoTime() + elapsedNanos.get());
        var feed = new FeedApi(changes, subscribers, id -> true, BaseUrl.of(Optional.empty()));
        changes.start();
        http = closer.add(ApiServer.start("127.0.0.1", 0, clients, new SimpleMeterRegistry(), feed::addTo));
        closer.add(subscribers);
    }

    int port() {
        return http.port();
    }

    /** Returns the number of connected clients. */
    int clients() {
        return subscribers.count();
    }

    /** Advances the clock of the feed. */
    void advance(Duration time) {
        elapsedNanos.addAndGet(time.toNanos());
    }

    @Override
    public void close() {
        closer.close();
    }
}
