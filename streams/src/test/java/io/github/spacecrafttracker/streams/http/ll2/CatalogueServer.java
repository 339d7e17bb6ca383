package io.github.spacecrafttracker.streams.http.ll2;

import io.github.spacecrafttracker.service.http.HttpLimits;
import io.github.spacecrafttracker.service.http.HttpServer;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.github.spacecrafttracker.streams.HttpReply;
import io.github.spacecrafttracker.streams.SnapshotLog;
import io.github.spacecrafttracker.streams.TestSettings;
import io.github.spacecrafttracker.streams.catalogue.Catalogue;
import io.github.spacecrafttracker.streams.catalogue.CatalogueMeters;
import io.github.spacecrafttracker.streams.catalogue.CatalogueTopology;
import io.github.spacecrafttracker.streams.http.BaseUrl;
import io.github.spacecrafttracker.streams.runtime.StreamsRunner;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** The catalogue of one log, and the API that serves it with a fixed clock. */
public final class CatalogueServer implements AutoCloseable {
    private final StreamsRunner application;
    private final HttpServer http;

    public CatalogueServer(SnapshotLog log, Instant now) throws StartException {
        var settings = TestSettings.on(0);
        application = new StreamsRunner(
                "catalogue",
                new CatalogueTopology(log.topics, new CatalogueMeters(new SimpleMeterRegistry())),
                settings.properties(log.kafka).catalogue(),
                new SimpleMeterRegistry());
        var api = new SpacecraftApi(
                new Catalogue(application.streams()), BaseUrl.of(Optional.empty()), Clock.fixed(now, ZoneOffset.UTC));
        http = HttpServer.start("127.0.0.1", 0, "HTTP_PORT", new HttpLimits(64, 8), api::addTo);
        application.start();
    }

    public HttpReply get(String target) throws IOException {
        return HttpReply.of(http.port(), "GET", target, "Host: here", "Accept: application/json");
    }

    @Override
    public void close() {
        http.close();
        application.close();
    }
}
