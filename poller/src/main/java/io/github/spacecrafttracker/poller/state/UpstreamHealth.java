package io.github.spacecrafttracker.poller.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The health of the upstream API.
 *
 * @param failures the number of consecutive polls that were not accepted
 * @param notBefore no request is sent before this time, whatever the budget allows; null if there is no such limit
 * @param servedAt the time of the newest accepted reply according to its own {@code Date} and {@code Age}; null if none had these
 */
public record UpstreamHealth(
        int failures, @Nullable Instant notBefore, @Nullable Instant servedAt) {
    public static final UpstreamHealth UNKNOWN = new UpstreamHealth(0, null, null);

    /** Returns the health after an accepted reply. */
    public UpstreamHealth accepted(@Nullable Instant of) {
        return new UpstreamHealth(0, null, of == null || (servedAt != null && servedAt.isAfter(of)) ? servedAt : of);
    }

    /** Returns the health after a rejected reply. */
    public UpstreamHealth rejected(Instant until) {
        return new UpstreamHealth(failures + 1, until, servedAt);
    }

    public boolean isUnhealthy() {
        return failures > 0;
    }
}
