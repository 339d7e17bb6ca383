package io.github.spacecrafttracker.streams.status;

import io.github.spacecrafttracker.service.Build;
import io.github.spacecrafttracker.service.Health;
import io.github.spacecrafttracker.streams.api.ReadOnlyResource;
import io.github.spacecrafttracker.streams.status.TrackerStatus.Freshness;
import io.github.spacecrafttracker.streams.view.View;
import io.github.spacecrafttracker.topic.Json;
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
    private final View view;
    private final DiffPartitions diff;
    private final InstantSource clock;

    /** @param instance how this instance is called among those that diff */
    public StatusApi(String instance, Health health, View view, DiffPartitions diff, InstantSource clock) {
        this.instance = instance;
        this.health = health;
        this.view = view;
        this.diff = diff;
        this.clock = clock;
    }

    public void addTo(JavalinConfig config) {
        new ReadOnlyResource(PATH, this::tell).addTo(config);
    }

    private void tell(Context context) {
        context.header(Header.CACHE_CONTROL, "no-store");
        ReadOnlyResource.json(context, HttpStatus.OK, Json.MAPPER.writeValueAsBytes(status()));
    }

    private TrackerStatus status() {
        var now = clock.instant();
        return new TrackerStatus(
                version,
                instance,
                now,
                health.notReady(),
                health.notes(),
                view.asOf().map(it -> Freshness.of(it, now)).orElse(null),
                view.inSpaceAsOf().map(it -> Freshness.of(it, now)).orElse(null),
                diff.list(),
                view.lastPoll().orElse(null));
    }
}
