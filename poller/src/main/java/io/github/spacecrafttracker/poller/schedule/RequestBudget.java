package io.github.spacecrafttracker.poller.schedule;

import io.github.spacecrafttracker.poll.PollReport.Requests;
import io.github.spacecrafttracker.poller.ll2.Throttle;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The requests that are allowed, and those that were sent: the lower of the upstream API's limit and the operator's.
 *
 * @param cap requests in a sliding hour, as configured; null if not configured
 * @param throttle the limit as the upstream API last reported it; null if it cannot be read
 * @param booked when each request of the last hour was booked, and the last one before, oldest first
 */
public record RequestBudget(@Nullable Integer cap, @Nullable Throttle throttle, List<Instant> booked) {
    /** The requests per hour that Launch Library 2 allows an anonymous address (LL2 contract, section 3). */
    public static final int ANONYMOUS_LIMIT = 15;

    /** One request per second, if the upstream API has a far higher limit, such as another tracker, and none is configured. */
    private static final int DEFAULT_HOURLY_CAP = 3600;

    /** Bookings older than this no longer count, except for the last one. */
    public static final Duration REMEMBERED = Duration.ofHours(1).plus(Limit.SLACK);

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    /** Returns the same budget with these bookings. */
    public RequestBudget with(List<Instant> bookings) {
        return new RequestBudget(cap, throttle, bookings);
    }

    /** Returns when the next request may be sent, not before {@code now}. */
    public Instant nextAvailable(Instant now) {
        var others = others(now);
        var available =
                limits(others).map(limit -> limit.nextAvailable(booked, now)).reduce(now, RequestBudget::later);
        // If others use some of it, the limit is read again before that: see lookAgain.
        return throttle == null ? available : later(available, throttle.readAt().plus(throttle.nextIn()));
    }

    /** Returns the limit without the requests of others, per hour, at least 1 because callers divide by it. */
    public double perHourForUs(Instant now) {
        var others = others(now);
        return Math.max(
                1,
                limits(others)
                        .mapToDouble(limit -> limit.sustainablePerHour(List.of(), now))
                        .min()
                        .orElseThrow());
    }

    /** Returns the hourly rate that can be sustained from now on; see {@link Limit#sustainablePerHour}. */
    public double sustainablePerHour(Instant now) {
        var others = others(now);
        return limits(others)
                .mapToDouble(limit -> limit.sustainablePerHour(booked, now))
                .min()
                .orElseThrow();
    }

    /** Returns how long to wait for a request that is due then before reading the limit again, because the requests of others change. */
    public Instant lookAgain(Instant due, Instant now) {
        var soon = now.plus(LOOK_AGAIN);
        return others(now) > 0 && soon.isBefore(due) ? soon : due;
    }

    /** Returns when the next booking leaves the period; null if none counts. */
    @Nullable
    Instant nextRelease(Instant now) {
        return limits(0)
                .map(limit -> limit.nextRelease(booked, now))
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** Returns how many more requests the limit allows at this instant. */
    public int left(Instant now) {
        var others = others(now);
        return limits(others)
                .mapToInt(limit -> Math.max(
                        0, limit.requests() - limit.counting(booked, now).size()))
                .min()
                .orElseThrow();
    }

    /** Returns it in the form of the reports. */
    public Requests asOf(Instant now) {
        return new Requests(perHour(), Limit.perHour(0).counting(booked, now).size(), others(now));
    }

    /** Returns the limit in requests per hour, at least 1. */
    public int perHour() {
        return limits(0)
                .mapToInt(limit -> (int) Math.max(
                        1, Math.min(limit.requests() * 3600L / limit.period().toSeconds(), Integer.MAX_VALUE)))
                .min()
                .orElseThrow();
    }

    /** Returns the requests that others sent from this address, until they leave the period. 0 if the period is longer than an hour, because then they cannot be distinguished. */
    public int others(Instant now) {
        if (throttle == null
                || throttle.period().compareTo(HOUR) > 0
                || !throttle.readAt().plus(throttle.period()).isAfter(now)) {
            return 0;
        }
        var since = throttle.readAt().minus(throttle.period());
        var ours = booked.stream()
                .filter(booking -> booking.isAfter(since) && booking.isBefore(throttle.readAt()))
                .count();
        return (int) Math.max(0, throttle.currentUse() - ours);
    }

    /** The requests of others count against the upstream API's limit, but not against the configured cap. */
    private Stream<Limit> limits(int others) {
        if (throttle == null) {
            return Stream.of(Limit.perHour(cap == null ? ANONYMOUS_LIMIT : cap));
        }
        var ours = perHourAtMost(throttle).less(others);
        return Stream.of(ours, Limit.perHour(cap == null ? DEFAULT_HOURLY_CAP : cap));
    }

    /** A limit over more than an hour is kept hour by hour, or request by request, so that only the last hour and the last booking before it are needed. */
    private static Limit perHourAtMost(Throttle throttle) {
        if (throttle.limit() == 0 || throttle.period().compareTo(HOUR) <= 0) {
            return new Limit(throttle.limit(), throttle.period());
        }
        var perHour = throttle.limit() * 3600L / throttle.period().toSeconds();
        return perHour > 0
                ? Limit.perHour((int) perHour)
                : new Limit(1, throttle.period().dividedBy(throttle.limit()));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
