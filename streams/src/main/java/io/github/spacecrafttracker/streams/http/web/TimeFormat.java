package io.github.spacecrafttracker.streams.http.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Formats of times for people, in UTC. The script of the page writes the same formats, in UTC or in
 * the visitor's time zone.
 */
enum TimeFormat {
    /** Such as {@code 24 Nov 2026, 10:36:05 UTC}. */
    SECOND("d MMM uuuu, HH:mm:ss 'UTC'"),
    /** Such as {@code 24 Nov 2026, 10:36 UTC}. */
    MINUTE("d MMM uuuu, HH:mm 'UTC'"),
    /** Such as {@code 24 Nov}, with the year if it is not the current one. */
    DAY("d MMM uuuu"),
    /** An age such as {@code 3 min ago}, up to a week; after that, a day. */
    AGO("d MMM uuuu");

    private static final DateTimeFormatter DAY_OF_THIS_YEAR = formatter("d MMM");
    private static final Duration WEEK = Duration.ofDays(7);

    private final DateTimeFormatter formatter;

    TimeFormat(String pattern) {
        formatter = formatter(pattern);
    }

    String text(Instant time, Instant now) {
        boolean isRecent = Duration.between(time, now).compareTo(WEEK) < 0;
        return switch (this) {
            case SECOND, MINUTE -> formatter.format(time);
            case DAY -> day(time, now);
            case AGO -> isRecent ? age(time, now) + " ago" : day(time, now);
        };
    }

    /** Returns the name in the attribute {@code data-format}. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns an approximate age in one unit. */
    static String age(Instant time, Instant now) {
        var age = Duration.between(time, now);
        if (age.toSeconds() < 60) {
            return Math.max(0, age.toSeconds()) + " s";
        }
        if (age.toMinutes() < 60) {
            return age.toMinutes() + " min";
        }
        if (age.toHours() < 24) {
            return age.toHours() + " h";
        }
        return age.toDays() == 1 ? "1 day" : age.toDays() + " days";
    }

    private String day(Instant time, Instant now) {
        boolean isThisYear = time.atZone(ZoneOffset.UTC).getYear()
                == now.atZone(ZoneOffset.UTC).getYear();
        return (isThisYear ? DAY_OF_THIS_YEAR : DAY.formatter).format(time);
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }
}
