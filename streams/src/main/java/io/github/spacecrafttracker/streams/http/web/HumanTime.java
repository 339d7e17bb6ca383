package io.github.spacecrafttracker.streams.http.web;

import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.streams.http.ll2.html.Html;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How times and ages are told to people. */
final class HumanTime {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern(
                    "d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private HumanTime() {}

    static void write(Instant instant, Html html) {
        html.raw("<time datetime=\"" + Json.time(instant) + "\">" + MINUTE.format(instant) + "</time>");
    }

    /** The time between two observations, in which something happened; at the first sight only the one. */
    static void between(@Nullable Instant from, Instant to, Html html) {
        if (from == null) {
            html.raw("seen ");
        } else {
            html.raw("between ");
            write(from, html);
            html.raw(" and ");
        }
        write(to, html);
    }

    /** Roughly, in one unit; the page's module counts it on in the same words. */
    static String age(Duration age) {
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
