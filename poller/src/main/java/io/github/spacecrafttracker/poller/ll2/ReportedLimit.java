package io.github.spacecrafttracker.poller.ll2;

import io.github.spacecrafttracker.json.JsonSlices;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The request limit that Launch Library 2 reports (docs/ll2-contract.md#api-throttle). The reply's
 * {@code ident} may be the API token, so it is not read.
 *
 * @param requests allowed in any period
 * @param used how many of them were sent by everyone who shares the limit
 * @param nextAfter the time until the next one is allowed
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
