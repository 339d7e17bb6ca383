package io.github.spacecrafttracker.poller.ll2;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The limit that Launch Library 2 reports. Reading it does not count as a request
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
     * Reads the limit if the last reading is no longer fresh. If it cannot be read, the last one
     * remains.
     */
    public void refresh() throws InterruptedException {
        if (clock.instant().isBefore(readAgainAt)) {
            return;
        }
        var read = read();
        read.ifPresent(limit -> reported = limit);
        readAgainAt = clock.instant().plus(read.isPresent() ? FRESH : RETRY);
    }

    /** Returns the limit as last read; null if it has never been read. From any thread. */
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
}
