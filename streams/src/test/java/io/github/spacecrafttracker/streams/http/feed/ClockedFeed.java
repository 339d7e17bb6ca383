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

/** The feed alone, on the server of the API, with a clock that the test moves. */
final class ClockedFeed implements AutoCloseable {
    private static final int HELD = 10_000;

    private final Closer closing = new Closer();
    private final AtomicLong added = new AtomicLong();
    private final Subscribers subscribers;
    private final HttpServer http;

    ClockedFeed(SnapshotLog log, int clients) throws StartException {
        this(log, clients, HELD);
    }

    /** @param held the number of changes in memory */
    ClockedFeed(SnapshotLog log, int clients, int held) throws StartException {
        var changes = closing.add(
                ChangeLog.open(log.kafka, log.topics, TopicSet.ensure(log.kafka, log.topics), held, List.of()));
        subscribers = new Subscribers(
                changes,
                new FeedLimits(clients, clients),
                // Nothing is written but changes.
                Duration.ofDays(1),
                () -> System.nanoTime() + added.get());
        var feed = new FeedApi(changes, subscribers, id -> true, BaseUrl.of(Optional.empty()));
        changes.start();
        http = closing.add(ApiServer.start("127.0.0.1", 0, clients, new SimpleMeterRegistry(), feed::addTo));
        closing.add(subscribers);
    }

    int port() {
        return http.port();
    }

    /** How many follow. */
    int clients() {
        return subscribers.count();
    }

    /** As far as the feed can tell so much time passes at once. */
    void pass(Duration time) {
        added.addAndGet(time.toNanos());
    }

    @Override
    public void close() {
        closing.close();
    }
}
