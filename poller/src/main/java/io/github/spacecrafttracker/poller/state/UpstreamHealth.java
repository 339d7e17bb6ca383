package io.github.spacecrafttracker.poller.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The health of the upstream API.
 *
 * @param failures the number of consecutive polls that were not accepted
 * @param notBefore no request is sent before this time, even if the budget allows it; null if there
 *     is no such limit
 * @param servedAt the time of the newest accepted reply according to its own headers; null if none
 *     had such headers
 */
public record UpstreamHealth(
        int failures, @Nullable Instant notBefore, @Nullable Instant servedAt) {
    public static final UpstreamHealth UNKNOWN = new UpstreamHealth(0, null, null);

    /** @param served the time of the accepted reply; null if unknown */
    public UpstreamHealth accepted(@Nullable Instant served) {
        var older = served == null || (servedAt != null && servedAt.isAfter(served));
        return new UpstreamHealth(0, null, older ? servedAt : served);
    }

    /** @param until the end of the backoff */
    public UpstreamHealth rejected(Instant until) {
        return new UpstreamHealth(failures + 1, until, servedAt);
    }

    public boolean isUnhealthy() {
        return failures > 0;
    }
}
