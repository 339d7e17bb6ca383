package io.github.spacecrafttracker.poller.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The time for which no request is sent to an unhealthy upstream API. It doubles with each failure,
 * with jitter so that many trackers do not return at once.
 *
 * @param jitter uniformly distributed between 0 and 1
 */
public record Backoff(DoubleSupplier jitter) {
    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(15);

    // For a server that throttles without a Retry-After.
    private static final Duration THROTTLED = Duration.ofMinutes(1);

    /**
     * Returns the time before which no request is sent.
     *
     * @param failures consecutive failures, including the current one
     * @param throttled whether the server reported too many requests
     * @param notBefore the earliest time that the server accepts; null if it did not say
     * @param budget the first wait is a quarter of the time between two requests, so that retries
     *     do not use up the budget
     */
    public Instant until(
            int failures, boolean throttled, @Nullable Instant notBefore, RequestBudget budget, Instant now) {
        var quarter = Duration.ofMillis((long) (3_600_000 / 4 / budget.perHourWithoutOthers(now)));
        var first = longer(quarter, throttled ? THROTTLED : SHORTEST);
        var doubled = first.multipliedBy(1L << Math.min(failures - 1, 20));
        var wait = Math.min(doubled.toMillis(), longer(first, LONGEST).toMillis());
        var own = now.plusMillis((long) (wait * (0.75 + jitter.getAsDouble() / 2)));
        return notBefore != null && notBefore.isAfter(own) ? notBefore : own;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
