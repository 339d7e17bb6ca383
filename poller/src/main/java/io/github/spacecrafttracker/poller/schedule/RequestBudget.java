package io.github.spacecrafttracker.poller.schedule;

import io.github.spacecrafttracker.poll.PollReport.Requests;
import io.github.spacecrafttracker.poller.upstream.Throttle;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What may be asked, and what was spent of it: the lesser of what upstream tells and of what the operator set.
 *
 * @param cap requests in a sliding hour, as set; null where nothing is set
 * @param told what upstream last told; null where it can't be read
 * @param booked when each request of the last hour was booked, and the last one before, oldest first
 */
public record RequestBudget(@Nullable Integer cap, @Nullable Throttle told, List<Instant> booked) {
    /** What Launch Library 2 gives an anonymous address in an hour (LL2 contract, section 3). */
    public static final int FREE = 15;

    /** One a second is enough where upstream tells of no limit to speak of, as another tracker does, and nobody has set one. */
    private static final int UNASKED = 3600;

    /** Bookings older than this count no more, but for the last one. */
    public static final Duration REMEMBERED = Duration.ofHours(1).plus(Limit.SLACK);

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    /** The first instant, not sooner than {@code now}, at which one more request may be sent. */
    public Instant free(Instant now) {
        var others = others(now);
        var free = limits(others).map(limit -> limit.free(booked, now)).reduce(now, RequestBudget::later);
        // Where others use some of it, what is told is asked for again before: see lookAgain.
        return told == null ? free : later(free, told.readAt().plus(told.nextIn()));
    }

    /** The limit, less what others use, as a rate. At least one an hour, so that it can be divided by. */
    public double perHourForUs(Instant now) {
        var others = others(now);
        return Math.max(
                1,
                limits(others)
                        .mapToDouble(limit -> limit.sustainablePerHour(List.of(), now))
                        .min()
                        .orElseThrow());
    }

    /** How many requests an hour can be kept up from now on; see {@link Limit#sustainablePerHour}. */
    public double sustainablePerHour(Instant now) {
        var others = others(now);
        return limits(others)
                .mapToDouble(limit -> limit.sustainablePerHour(booked, now))
                .min()
                .orElseThrow();
    }

    /** Until when it makes sense to wait for a request that is due then: what others use may be less in a minute, or more. */
    public Instant lookAgain(Instant due, Instant now) {
        var soon = now.plus(LOOK_AGAIN);
        return others(now) > 0 && soon.isBefore(due) ? soon : due;
    }

    /** When there will next be more to share out than at this instant; null where all of the limit is left. */
    @Nullable
    Instant nextRelease(Instant now) {
        return limits(0)
                .map(limit -> limit.nextRelease(booked, now))
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** How many more the limit leaves at this instant. */
    public int left(Instant now) {
        var others = others(now);
        return limits(others)
                .mapToInt(limit -> Math.max(
                        0, limit.requests() - limit.counting(booked, now).size()))
                .min()
                .orElseThrow();
    }

    /** As reports have it. */
    public Requests asOf(Instant now) {
        return new Requests(perHour(), Limit.perHour(0).counting(booked, now).size(), others(now));
    }

    /** The limit, in requests an hour; 1 where it is less. */
    public int perHour() {
        return limits(0)
                .mapToInt(limit -> (int) Math.max(
                        1, Math.min(limit.requests() * 3600L / limit.period().toSeconds(), Integer.MAX_VALUE)))
                .min()
                .orElseThrow();
    }

    /** What the address was used for beyond our own requests, until that has left the period. What is counted over more than an hour can't be told apart. */
    public int others(Instant now) {
        if (told == null
                || told.period().compareTo(HOUR) > 0
                || !told.readAt().plus(told.period()).isAfter(now)) {
            return 0;
        }
        var since = told.readAt().minus(told.period());
        var ours = booked.stream()
                .filter(it -> it.isAfter(since) && it.isBefore(told.readAt()))
                .count();
        return (int) Math.max(0, told.currentUse() - ours);
    }

    /** What others use is theirs of upstream's limit, and no part of what the operator allows us. */
    private Stream<Limit> limits(int others) {
        if (told == null) {
            return Stream.of(Limit.perHour(cap == null ? FREE : cap));
        }
        var ours = asTold(told).less(others);
        return Stream.of(ours, Limit.perHour(cap == null ? UNASKED : cap));
    }

    /** A limit over more than an hour is kept hour by hour, or request by request, so that nothing older than an hour but the last need be remembered. */
    private static Limit asTold(Throttle told) {
        if (told.limit() == 0 || told.period().compareTo(HOUR) <= 0) {
            return new Limit(told.limit(), told.period());
        }
        var perHour = told.limit() * 3600L / told.period().toSeconds();
        return perHour > 0
                ? Limit.perHour((int) perHour)
                : new Limit(1, told.period().dividedBy(told.limit()));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
