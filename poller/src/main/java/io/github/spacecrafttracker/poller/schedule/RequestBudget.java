package io.github.spacecrafttracker.poller.schedule;

import io.github.spacecrafttracker.poll.PollReport.Requests;
import io.github.spacecrafttracker.poller.ll2.UpstreamLimit.ReportedLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The requests that are allowed, and those that were sent. The lower of the upstream API's limit
 * and the operator's applies. See docs/guarantees.md#g5.
 *
 * @param cap requests in a sliding hour, as configured; empty if not configured
 * @param reported the limit as the upstream API last reported it; null if it cannot be read
 * @param booked the times at which the requests of the last hour were booked, and the last one
 *     before; oldest first
 */
public record RequestBudget(OptionalInt cap, @Nullable ReportedLimit reported, List<Instant> booked) {
    /**
     * The requests per hour that Launch Library 2 allows an anonymous address
     * (docs/ll2-contract.md#rate-limit).
     */
    public static final int ANONYMOUS_LIMIT = 15;

    /**
     * One request per second, if none is configured and the upstream API has a far higher limit,
     * such as another tracker.
     */
    private static final int DEFAULT_HOURLY_CAP = 3600;

    /** Bookings older than this no longer count, except for the last one. */
    public static final Duration REMEMBERED = Duration.ofHours(1).plus(RateLimit.SLACK);

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration REFRESH = Duration.ofMinutes(1);

    /** Returns the same budget with these bookings. */
    public RequestBudget with(List<Instant> bookings) {
        return new RequestBudget(cap, reported, bookings);
    }

    /** Returns the time at which the next request may be sent, not before {@code now}. */
    public Instant nextAvailable(Instant now) {
        var others = requestsOfOthers(now);
        var available =
                limits(others).map(limit -> limit.nextAvailable(booked, now)).reduce(now, RequestBudget::later);
        // If others use the limit, it is read again before that time: see refreshBefore.
        return reported == null ? available : later(available, reported.readAt().plus(reported.nextAfter()));
    }

    /**
     * Returns the limit without the requests of others, per hour, at least 1 because callers divide
     * by it.
     */
    public double perHourWithoutOthers(Instant now) {
        var others = requestsOfOthers(now);
        return Math.max(
                1,
                limits(others)
                        .mapToDouble(limit -> limit.sustainablePerHour(List.of(), now))
                        .min()
                        .orElseThrow());
    }

    /**
     * Returns the hourly rate that can be sustained from now on; see {@link
     * RateLimit#sustainablePerHour}.
     */
    public double sustainablePerHour(Instant now) {
        var others = requestsOfOthers(now);
        return limits(others)
                .mapToDouble(limit -> limit.sustainablePerHour(booked, now))
                .min()
                .orElseThrow();
    }

    /**
     * Returns the time at which to read the limit again: {@code due}, or earlier if others use the
     * limit, because their number of requests changes.
     */
    public Instant refreshBefore(Instant due, Instant now) {
        var soon = now.plus(REFRESH);
        return requestsOfOthers(now) > 0 && soon.isBefore(due) ? soon : due;
    }

    /** Returns the time at which the next booking leaves the period; null if none is in it. */
    @Nullable
    Instant nextRelease(Instant now) {
        return limits(0)
                .map(limit -> limit.nextRelease(booked, now))
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** Returns how many more requests the limit allows now. */
    public int remaining(Instant now) {
        var others = requestsOfOthers(now);
        return limits(others)
                .mapToInt(limit -> Math.max(
                        0, limit.requests() - limit.counting(booked, now).size()))
                .min()
                .orElseThrow();
    }

    /** Returns the limit and its usage, in the form of the reports. */
    public Requests usageAt(Instant now) {
        return new Requests(
                perHour(), RateLimit.perHour(0).counting(booked, now).size(), requestsOfOthers(now));
    }

    /** Returns the limit in requests per hour, at least 1. */
    public int perHour() {
        return limits(0)
                .mapToInt(limit -> (int) Math.max(
                        1, Math.min(limit.requests() * 3600L / limit.period().toSeconds(), Integer.MAX_VALUE)))
                .min()
                .orElseThrow();
    }

    /**
     * Returns the number of requests that others sent from this address, until they leave the
     * period. It is 0 if the period is longer than an hour, because then they cannot be
     * distinguished.
     */
    public int requestsOfOthers(Instant now) {
        if (reported == null
                || reported.period().compareTo(HOUR) > 0
                || !reported.readAt().plus(reported.period()).isAfter(now)) {
            return 0;
        }
        var since = reported.readAt().minus(reported.period());
        var ours = booked.stream()
                .filter(booking -> booking.isAfter(since) && booking.isBefore(reported.readAt()))
                .count();
        return (int) Math.max(0, reported.used() - ours);
    }

    /**
     * The requests of others count against the upstream API's limit, but not against the configured
     * cap.
     */
    private Stream<RateLimit> limits(int others) {
        if (reported == null) {
            return Stream.of(RateLimit.perHour(cap.orElse(ANONYMOUS_LIMIT)));
        }
        var ours = atMostHourly(reported).less(others);
        return Stream.of(ours, RateLimit.perHour(cap.orElse(DEFAULT_HOURLY_CAP)));
    }

    /**
     * A limit over more than an hour is kept hour by hour, or request by request, so that only the
     * last hour and the last booking before it are needed.
     */
    private static RateLimit atMostHourly(ReportedLimit reported) {
        if (reported.requests() == 0 || reported.period().compareTo(HOUR) <= 0) {
            return new RateLimit(reported.requests(), reported.period());
        }
        var perHour = reported.requests() * 3600L / reported.period().toSeconds();
        return perHour > 0
                ? RateLimit.perHour((int) perHour)
                : new RateLimit(1, reported.period().dividedBy(reported.requests()));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
