package io.github.spacecrafttracker.streams.http.status;

import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.service.management.Build;
import io.github.spacecrafttracker.service.management.Health;
import io.github.spacecrafttracker.streams.catalogue.Catalogue;
import io.github.spacecrafttracker.streams.http.ReadOnlyResource;
import io.github.spacecrafttracker.streams.http.status.TrackerStatus.Freshness;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.time.InstantSource;

/** The route of {@code /v1/status}. */
public final class StatusApi {
    private static final String PATH = "/v1/status";

    private final String version = Build.version();
    private final String instance;
    private final Health health;
    private final Catalogue catalogue;
    private final DiffPartitions diff;
    private final InstantSource clock;

    /** @param instance how this instance is called among those that diff */
    public StatusApi(String instance, Health health, Catalogue catalogue, DiffPartitions diff, InstantSource clock) {
        this.instance = instance;
        this.health = health;
        this.catalogue = catalogue;
        this.diff = diff;
        this.clock = clock;
    }

    public void addTo(JavalinConfig config) {
        new ReadOnlyResource(PATH, this::tell).addTo(config);
    }

    private void tell(Context context) {
        context.header(Header.CACHE_CONTROL, "no-store");
        ReadOnlyResource.sendJson(context, HttpStatus.OK, Json.MAPPER.writeValueAsBytes(status()));
    }

    private TrackerStatus status() {
        var now = clock.instant();
        return new TrackerStatus(
                version,
                instance,
                now,
                health.notReady(),
                health.notes(),
                catalogue.asOf().map(it -> Freshness.of(it, now)).orElse(null),
                catalogue.inSpaceAsOf().map(it -> Freshness.of(it, now)).orElse(null),
                diff.list(),
                catalogue.lastPoll().orElse(null));
    }
}
