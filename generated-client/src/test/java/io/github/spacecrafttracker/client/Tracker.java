package io.github.spacecrafttracker.client;

import static io.github.spacecrafttracker.testkit.Waiting.await;

import io.github.spacecrafttracker.embedded.broker.EmbeddedBroker;
import io.github.spacecrafttracker.embedded.upstream.StubUpstream;
import io.github.spacecrafttracker.poller.PollerService;
import io.github.spacecrafttracker.poller.PollerSettings;
import io.github.spacecrafttracker.poller.ll2.JdkHttpExchange;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.service.lifecycle.Closer;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.github.spacecrafttracker.service.management.Metrics;
import io.github.spacecrafttracker.streams.StreamsService;
import io.github.spacecrafttracker.streams.StreamsSettings;
import io.github.spacecrafttracker.streams.http.feed.FeedLimits;
import io.github.spacecrafttracker.streams.http.web.ImageHosts;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import ll2.client.ApiClient;
import ll2.client.ApiException;
import ll2.client.api.SpacecraftApi;
import tools.jackson.databind.node.ObjectNode;

/** A complete tracker in this process, with a stub of the upstream API. */
final class Tracker implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    private final Closer closer;
    private final int port;

    private Tracker(Closer closer, int port) {
        this.closer = closer;
        this.port = port;
    }

    /**
     * Starts a tracker, and returns once its API serves all of these spacecraft.
     *
     * @param mode the mode of its polls, {@code normal} or {@code detailed}
     */
    static Tracker start(List<ObjectNode> spacecraft, String mode, Path directory) throws StartException {
        var closer = new Closer();
        var upstream = closer.add(StubUpstream.start(0));
        upstream.serve(spacecraft);
        var broker = closer.add(EmbeddedBroker.start(directory.resolve("broker"), 0));
        var kafka = new KafkaSettings(broker.bootstrapServers(), "spacecraft", 3, 1, Map.of());
        var streams = StreamsService.start(
                closer,
                HOST,
                new StreamsSettings(
                        0,
                        0,
                        Optional.empty(),
                        1,
                        "instance.example:8080",
                        Optional.empty(),
                        FeedLimits.DEFAULT,
                        StreamsSettings.CHANGES_HELD,
                        ImageHosts.OF_LL2,
                        Duration.ZERO),
                kafka);
        var settings = new PollerSettings(
                URI.create(upstream.baseUrl()),
                upstream.baseUrl(),
                Optional.empty(),
                OptionalInt.of(36_000),
                mode,
                Optional.empty());
        closer.add(PollerService.start(settings, kafka, new JdkHttpExchange(Optional.empty()), Metrics.registry()));
        var tracker = new Tracker(closer, streams.port());
        await().ignoreExceptionsMatching(e -> e instanceof ApiException failure && failure.getCode() == 503)
                .until(() -> tracker.client()
                                .spacecraftList(ListQuery.ALL.page(1, 0))
                                .getCount()
                        == spacecraft.size());
        return tracker;
    }

    /** Returns a new client of Launch Library 2 with the base URL of the tracker. */
    SpacecraftApi client() {
        return new SpacecraftApi(apiClient());
    }

    ApiClient apiClient() {
        var client = new ApiClient();
        client.updateBaseUri("http://" + HOST + ":" + port);
        return client;
    }

    @Override
    public void close() {
        closer.close();
    }
}
