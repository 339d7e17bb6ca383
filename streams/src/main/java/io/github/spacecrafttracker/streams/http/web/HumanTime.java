package io.github.spacecrafttracker.streams.http.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Formats times and ages for people. */
final class HumanTime {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern(
                    "d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private HumanTime() {}

    static String minute(Instant time) {
        return MINUTE.format(time);
    }

    /**
     * Returns an approximate age in one unit. The script of the page updates it in the same format.
     */
    static String age(Instant asOf, Instant now) {
        var age = Duration.between(asOf, now);
        if (age.toMinutes() < 1) {
            return "less than a minute";
        }
        if (age.toMinutes() < 120) {
            return count(age.toMinutes(), "minute");
        }
        return age.toHours() < 48 ? count(age.toHours(), "hour") : count(age.toDays(), "day");
    }

    private static String count(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }
}
