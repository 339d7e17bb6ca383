package io.github.spacecrafttracker.streams;

import io.github.spacecrafttracker.service.HttpBounds;
import io.github.spacecrafttracker.service.HttpServer;
import io.github.spacecrafttracker.service.StartException;
import io.github.spacecrafttracker.streams.api.SpacecraftApi;
import io.github.spacecrafttracker.streams.api.html.HtmlPage;
import io.github.spacecrafttracker.streams.view.View;
import io.github.spacecrafttracker.streams.view.ViewMeters;
import io.github.spacecrafttracker.streams.view.ViewTopology;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** The view of one log and the API in front of it, at a time that stands still. */
final class ViewServer implements AutoCloseable {
    private final StreamsRunner application;
    private final HttpServer http;

    ViewServer(Log log, Instant now) throws StartException {
        var settings = OneInstance.on(0);
        application = new StreamsRunner(
                "view",
                new ViewTopology(log.topics, new ViewMeters(new SimpleMeterRegistry())),
                new StreamsProperties(log.kafka, settings).view(),
                new SimpleMeterRegistry());
        var api = new SpacecraftApi(
                new View(application.streams()), Optional.empty(), new HtmlPage(), Clock.fixed(now, ZoneOffset.UTC));
        http = HttpServer.start("127.0.0.1", 0, "HTTP_PORT", new HttpBounds(64, 8), api::addTo);
        application.start();
    }

    HttpReply get(String target) throws IOException {
        return HttpReply.of(http.port(), "GET", target, "Host: here", "Accept: application/json");
    }

    @Override
    public void close() {
        http.close();
        application.close();
    }
}
