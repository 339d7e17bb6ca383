package io.github.spacecrafttracker.poller.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A number of requests that are allowed in any period of this length.
 *
 * @param requests 0 if others use all of them
 */
record RateLimit(int requests, Duration period) {
    /**
     * The server counts requests when they arrive: up to 5 s after the booking, and up to 10 s more
     * to connect.
     */
    static final Duration SLACK = Duration.ofSeconds(15);

    static RateLimit perHour(int requests) {
        return new RateLimit(requests, Duration.ofHours(1));
    }

    /** Returns the same limit without the requests of others. */
    RateLimit less(int others) {
        return new RateLimit(Math.max(0, requests - others), period);
    }

    /**
     * Returns the time at which the next request may be sent, not before {@code now}.
     *
     * @param sent the times at which requests were sent, oldest first
     */
    Instant nextAvailable(List<Instant> sent, Instant now) {
        var counting = counting(sent, now);
        if (counting.size() < requests) {
            return now;
        }
        return requests == 0 ? now.plus(period) : release(counting.get(counting.size() - requests));
    }

    /** Returns the requests that count now. */
    List<Instant> counting(List<Instant> sent, Instant now) {
        return sent.stream().filter(request -> release(request).isAfter(now)).toList();
    }

    /**
     * Returns the hourly rate that can be sustained from now on without waiting for the limit: the
     * requests left must last until the next one leaves the period, those and one more until the
     * one after it, and so on.
     */
    double sustainablePerHour(List<Instant> sent, Instant now) {
        var counting = counting(sent, now);
        var sustainable = requests * 3_600_000.0 / period.toMillis();
        var left = requests - counting.size();
        for (var request : counting) {
            var millis = Duration.between(now, release(request)).toMillis();
            sustainable = Math.min(sustainable, Math.max(0, left) * 3_600_000.0 / Math.max(1, millis));
            left++;
        }
        return sustainable;
    }

    /**
     * Returns the time at which the oldest request that counts now leaves the period; null if none
     * counts.
     */
    @Nullable
    Instant nextRelease(List<Instant> sent, Instant now) {
        var counting = counting(sent, now);
        return counting.isEmpty() ? null : release(counting.get(0));
    }

    private Instant release(Instant request) {
        return request.plus(period).plus(SLACK);
    }
}
