package io.github.spacecrafttracker.poller.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A number of requests in any period of this length.
 *
 * @param requests 0 if others use all of them
 */
record Limit(int requests, Duration period) {
    /** The server counts requests when they arrive: up to 5 s after the booking, and up to 10 s more for a connection. */
    static final Duration SLACK = Duration.ofSeconds(15);

    static Limit perHour(int requests) {
        return new Limit(requests, Duration.ofHours(1));
    }

    /** Returns the same limit without the requests of others. */
    Limit less(int others) {
        return new Limit(Math.max(0, requests - others), period);
    }

    /**
     * Returns when the next request may be sent, not before {@code now}.
     *
     * @param spent when requests were sent, oldest first
     */
    Instant nextAvailable(List<Instant> spent, Instant now) {
        var counting = counting(spent, now);
        if (counting.size() < requests) {
            return now;
        }
        return requests == 0 ? now.plus(period) : leaves(counting.get(counting.size() - requests));
    }

    /** Returns those that count at this instant. */
    List<Instant> counting(List<Instant> spent, Instant now) {
        return spent.stream().filter(request -> leaves(request).isAfter(now)).toList();
    }

    /**
     * Returns the hourly rate that can be sustained from now on without waiting for the limit: the requests left must last until the next one leaves the
     * period, those and one more until the one after it, and so on.
     */
    double sustainablePerHour(List<Instant> spent, Instant now) {
        var counting = counting(spent, now);
        var sustainable = requests * 3_600_000.0 / period.toMillis();
        var left = requests - counting.size();
        for (var each : counting) {
            var millis = Duration.between(now, leaves(each)).toMillis();
            sustainable = Math.min(sustainable, Math.max(0, left) * 3_600_000.0 / Math.max(1, millis));
            left++;
        }
        return sustainable;
    }

    /** Returns when the first of those that count at this instant no longer counts; null if none counts. */
    @Nullable
    Instant nextRelease(List<Instant> spent, Instant now) {
        var counting = counting(spent, now);
        return counting.isEmpty() ? null : leaves(counting.get(0));
    }

    private Instant leaves(Instant spent) {
        return spent.plus(period).plus(SLACK);
    }
}
