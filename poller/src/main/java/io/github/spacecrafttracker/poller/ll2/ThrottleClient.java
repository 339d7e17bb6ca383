package io.github.spacecrafttracker.poller.ll2;

import io.github.spacecrafttracker.json.JsonSlices;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Reads the limit of Launch Library 2, which does not count as a request (LL2 contract, section 3). */
public final class ThrottleClient {
    private static final Duration LONGEST_PERIOD = Duration.ofDays(1);

    private final URI url;
    private final HttpExchange http;
    private final InstantSource clock;

    /** @param baseUrl without a slash at its end */
    public ThrottleClient(URI baseUrl, HttpExchange http, InstantSource clock) {
        this.url = URI.create(baseUrl + "/api-throttle/");
        this.http = http;
        this.clock = clock;
    }

    /** Returns empty if it cannot be read, for any reason. */
    public Optional<Throttle> read() throws InterruptedException {
        try {
            var answer = http.send(url);
            return answer.status() == 200 ? throttle(answer.body(), clock.instant()) : Optional.empty();
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<Throttle> throttle(byte[] body, Instant readAt) {
        // It is one object, although the documentation describes a list of them.
        var list = JsonSlices.elements(body);
        var fields = JsonSlices.fields(list == null || list.isEmpty() ? body : list.get(0));
        if (fields == null) {
            return Optional.empty();
        }
        var limit = number(fields, "your_request_limit", 1);
        var seconds = number(fields, "limit_frequency_secs", 1);
        var use = number(fields, "current_use", 0);
        if (limit == null || seconds == null || use == null || seconds > LONGEST_PERIOD.toSeconds()) {
            return Optional.empty();
        }
        // Some clients expect that it can be negative.
        var wait = WholeNumber.in(fields.get("next_use_secs"));
        var waitSeconds = wait == null ? 0 : Math.max(0, Math.min(wait, seconds));
        return Optional.of(
                new Throttle(limit, Duration.ofSeconds(seconds), use, Duration.ofSeconds(waitSeconds), readAt));
    }

    private static @Nullable Integer number(Map<String, byte[]> fields, String name, int least) {
        var number = WholeNumber.in(fields.get(name));
        return number == null || number < least || number > Integer.MAX_VALUE ? null : number.intValue();
    }
}
