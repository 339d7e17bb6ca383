package io.github.spacecrafttracker.poller.schedule;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When the next request may be sent.
 *
 * @param requestsPerHour the limit, over any sliding hour
 */
public record Pace(int requestsPerHour) {
    /** What the limit is counted over (LL2 contract, section 3). */
    public static final Duration PERIOD = Duration.ofHours(1);

    private static final IntervalFunction BACKOFF =
            IntervalFunction.ofExponentialBackoff(Duration.ofSeconds(2), 2.0, Duration.ofMinutes(15));

    /**
     * The instant before which no further request is sent.
     *
     * @param requests those of the last hour, oldest first, the one just made included
     * @param baseline whether nothing is known to be complete yet: then as fast as the limit allows, else evenly
     * @param failures polls in a row that were not accepted, the one just made included
     * @param notBefore what the server asked for; null where it did not
     */
    public Instant next(List<Instant> requests, boolean baseline, int failures, @Nullable Instant notBefore) {
        var latest = requests.get(requests.size() - 1);
        var withinLimit = requests.size() < requestsPerHour
                ? latest
                : requests.get(requests.size() - requestsPerHour).plus(PERIOD);
        var evenly = baseline ? latest : latest.plus(PERIOD.dividedBy(requestsPerHour));
        var backedOff = failures == 0 ? latest : latest.plusMillis(BACKOFF.apply(failures));
        return Stream.of(withinLimit, evenly, backedOff, notBefore == null ? latest : notBefore)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** Those that count towards the limit at this instant. */
    public static List<Instant> withinPeriod(List<Instant> requests, Instant now) {
        return requests.stream().filter(it -> it.isAfter(now.minus(PERIOD))).toList();
    }

    /** How many requests the limit leaves at this instant. */
    public int left(List<Instant> requests, Instant now) {
        return Math.max(0, requestsPerHour - withinPeriod(requests, now).size());
    }
}
