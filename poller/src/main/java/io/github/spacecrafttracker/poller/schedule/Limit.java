package io.github.spacecrafttracker.poller.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * So many requests in any period of this length.
 *
 * @param requests 0 where others use all of it
 */
record Limit(int requests, Duration period) {
    /** Requests are counted where they arrive: up to 5 s after they were booked, and up to 10 s more for a connection. */
    static final Duration SLACK = Duration.ofSeconds(15);

    static Limit perHour(int requests) {
        return new Limit(requests, Duration.ofHours(1));
    }

    /** The same without what others use of it. */
    Limit less(int others) {
        return new Limit(Math.max(0, requests - others), period);
    }

    /**
     * When one more may be sent: not sooner than {@code now}.
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

    /** How many of them count at this instant. */
    List<Instant> counting(List<Instant> spent, Instant now) {
        return spent.stream().filter(request -> leaves(request).isAfter(now)).toList();
    }

    /**
     * How many requests an hour can be kept up from now on without ever waiting for the limit: what is left must last until the next of those spent leaves
     * the period, that and one more until the one after it, and so on.
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

    /** When the first of those that count at this instant counts no more; null where none does. */
    @Nullable
    Instant nextRelease(List<Instant> spent, Instant now) {
        var counting = counting(spent, now);
        return counting.isEmpty() ? null : leaves(counting.get(0));
    }

    private Instant leaves(Instant spent) {
        return spent.plus(period).plus(SLACK);
    }
}
