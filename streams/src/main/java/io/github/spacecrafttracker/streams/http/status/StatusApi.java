package io.github.spacecrafttracker.streams.http.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.service.management.BuildInfo;
import io.github.spacecrafttracker.service.management.Health;
import io.github.spacecrafttracker.streams.catalogue.Catalogue;
import io.github.spacecrafttracker.streams.http.ReadOnlyResource;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The route {@code /v1/status}. */
public final class StatusApi {
    private static final String PATH = "/v1/status";

    private final String version = BuildInfo.version();
    private final String instance;
    private final Health health;
    private final Catalogue catalogue;
    private final DiffAssignment diff;
    private final InstantSource clock;

    /** @param instance the {@code INSTANCE_ADDRESS} of this instance */
    public StatusApi(String instance, Health health, Catalogue catalogue, DiffAssignment diff, InstantSource clock) {
        this.instance = instance;
        this.health = health;
        this.catalogue = catalogue;
        this.diff = diff;
        this.clock = clock;
    }

    public void addTo(JavalinConfig config) {
        new ReadOnlyResource(PATH, this::sendStatus).addTo(config);
    }

    /**
     * The status of the tracker from the perspective of one instance.
     *
     * @param version the version of this instance
     * @param at the time of this status
     * @param notReady the reasons why this instance cannot serve data; empty if it can
     * @param notes remarks that do not prevent this instance from serving data
     * @param all the freshness of the list of all spacecraft; null before the first complete sweep
     * @param inSpace the freshness of the list of spacecraft in space; null before the first
     *     complete sweep
     * @param lastPoll the last report of a poll; null before the first poll
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    private record TrackerStatus(
            String version,
            String instance,
            Instant at,
            List<String> notReady,
            List<String> notes,
            @Nullable Freshness all,
            @Nullable Freshness inSpace,
            List<DiffAssignment.Partition> diff,
            @Nullable PollReport lastPoll) {}

    /**
     * The freshness of a list.
     *
     * @param asOf each row shows a state that the upstream API had at this time or later
     */
    private record Freshness(Instant asOf, long ageSeconds) {
        static Freshness of(Instant asOf, Instant now) {
            return new Freshness(asOf, Math.max(0, Duration.between(asOf, now).toSeconds()));
        }
    }

    private void sendStatus(Context context) {
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
                catalogue.asOf().map(asOf -> Freshness.of(asOf, now)).orElse(null),
                catalogue.inSpaceAsOf().map(asOf -> Freshness.of(asOf, now)).orElse(null),
                diff.partitions(),
                catalogue.lastPoll().orElse(null));
    }
}
