package io.github.spacecrafttracker.poller.ll2;

import io.github.spacecrafttracker.json.JsonSlices;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Reads the limit that Launch Library 2 reports. Reading it does not count as a request
 * (docs/ll2-contract.md#api-throttle), so it is read shortly before it is needed.
 */
public final class UpstreamLimit {
    private static final Duration FRESH = Duration.ofMinutes(1);

    // Each attempt may last until its timeout, and delays the next poll.
    private static final Duration RETRY = Duration.ofMinutes(10);

    private final URI url;
    private final HttpExchange http;
    private final InstantSource clock;
    private volatile @Nullable ReportedLimit reported;
    private Instant readAgainAt = Instant.MIN;

    /** @param baseUrl without a slash at its end */
    public UpstreamLimit(URI baseUrl, HttpExchange http, InstantSource clock) {
        this.url = URI.create(baseUrl + "/api-throttle/");
        this.http = http;
        this.clock = clock;
    }

    /**
     * Reads the limit again if the last value is no longer fresh. If it cannot be read, the last
     * value remains.
     */
    public void refresh() throws InterruptedException {
        if (clock.instant().isBefore(readAgainAt)) {
            return;
        }
        var read = read();
        read.ifPresent(limit -> reported = limit);
        readAgainAt = clock.instant().plus(read.isPresent() ? FRESH : RETRY);
    }

    /** Returns the last value; null if the limit has never been read. From any thread. */
    public @Nullable ReportedLimit reported() {
        return reported;
    }

    private Optional<ReportedLimit> read() throws InterruptedException {
        try {
            var response = http.send(url);
            return response.status() == 200 ? ReportedLimit.read(response.body(), clock.instant()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * The request limit that Launch Library 2 reports (docs/ll2-contract.md#api-throttle). The
     * reply's {@code ident} may be the API token, so it is not read.
     *
     * @param requests the number of requests that are allowed in any period
     * @param used the number of requests that all clients that share the limit have sent
     * @param nextAfter the time until the next request is allowed
     */
    public record ReportedLimit(int requests, Duration period, int used, Duration nextAfter, Instant readAt) {
        private static final Duration LONGEST_PERIOD = Duration.ofDays(1);

        /** Returns empty if the body is not a valid report. */
        static Optional<ReportedLimit> read(byte[] body, Instant readAt) {
            try {
                // It is one object, although the documentation describes a list of them.
                var list = JsonSlices.elements(body);
                var fields = JsonFields.of(list == null || list.isEmpty() ? body : list.get(0));
                return fields == null ? Optional.empty() : of(fields, readAt);
            } catch (JacksonException e) {
                return Optional.empty();
            }
        }

        private static Optional<ReportedLimit> of(JsonFields fields, Instant readAt) {
            var requests = number(fields, "your_request_limit", 1);
            var seconds = number(fields, "limit_frequency_secs", 1);
            var used = number(fields, "current_use", 0);
            if (requests == null || seconds == null || used == null || seconds > LONGEST_PERIOD.toSeconds()) {
                return Optional.empty();
            }
            // Some clients expect that it can be negative.
            var wait = fields.integer("next_use_secs");
            var waitSeconds = wait == null ? 0 : Math.max(0, Math.min(wait, seconds));
            return Optional.of(new ReportedLimit(
                    requests, Duration.ofSeconds(seconds), used, Duration.ofSeconds(waitSeconds), readAt));
        }

        private static @Nullable Integer number(JsonFields fields, String name, int least) {
            var number = fields.integer(name);
            return number == null || number < least || number > Integer.MAX_VALUE ? null : number.intValue();
        }
    }
}
