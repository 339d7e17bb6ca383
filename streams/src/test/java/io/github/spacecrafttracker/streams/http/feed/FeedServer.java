package io.github.spacecrafttracker.streams.http.feed;

import io.github.spacecrafttracker.service.http.HttpServer;
import io.github.spacecrafttracker.service.lifecycle.Closer;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.github.spacecrafttracker.streams.HttpReply;
import io.github.spacecrafttracker.streams.changelog.ChangeLog;
import io.github.spacecrafttracker.streams.changelog.ChangeRecord;
import io.github.spacecrafttracker.streams.changelog.ChangeTopics;
import io.github.spacecrafttracker.streams.http.ApiServer;
import io.github.spacecrafttracker.streams.http.BaseUrl;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One instance of the feed without the rest of the service. A test can start several. */
public final class FeedServer implements AutoCloseable {
    public static final FeedLimits MANY = new FeedLimits(2000, 2000);
    public static final Duration SILENCE = Duration.ofSeconds(15);

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    public final ChangeLog log;
    public final Subscribers subscribers;
    private final Closer closer = new Closer();
    private final HttpServer http;

    /** @param mostHeld the maximum number of changes in memory */
    public static FeedServer holding(ChangeTopics topics, int mostHeld) throws StartException {
        return new FeedServer(topics, mostHeld, MANY, SILENCE);
    }

    public FeedServer(ChangeTopics topics, int mostHeld, FeedLimits limits, Duration silence) throws StartException {
        this(topics, mostHeld, limits, silence, changes -> {});
    }

    /**
     * @param listener called by the thread that reads the topics; while it blocks, this instance
     *     falls behind
     */
    public FeedServer(
            ChangeTopics topics,
            int mostHeld,
            FeedLimits limits,
            Duration silence,
            Consumer<List<ChangeRecord>> listener)
            throws StartException {
        log = closer.add(ChangeLog.open(topics.kafka, topics.topics, topics.found, mostHeld, List.of(listener)));
        subscribers = new Subscribers(log, limits, silence, System::nanoTime);
        log.start();
        var feed = new FeedApi(log, subscribers, log::hasRead, BaseUrl.of(Optional.empty()));
        http = closer.add(ApiServer.start("127.0.0.1", 0, limits.clients(), new SimpleMeterRegistry(), feed::addTo));
        closer.add(subscribers);
    }

    public int port() {
        return http.port();
    }

    /** Requests a page. */
    public HttpReply page(String target) throws IOException {
        return HttpReply.of(port(), "GET", target, "Host: here:80", "Accept: application/json");
    }

    /** @param lastEventId the {@code Last-Event-ID} header; null if it is not sent */
    public FeedClient stream(String target, @Nullable String lastEventId) throws IOException, InterruptedException {
        return FeedClient.open(HTTP, port(), target, lastEventId);
    }

    @Override
    public void close() {
        closer.close();
    }
}
