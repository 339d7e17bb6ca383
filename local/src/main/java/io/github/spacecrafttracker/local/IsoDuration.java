package io.github.spacecrafttracker.local;

import java.time.Duration;

/**
 * Formats and parses durations as Launch Library 2 does, such as {@code P113DT7H2M48S}. The largest
 * unit is days, and zero parts are omitted.
 */
final class IsoDuration {
    private IsoDuration() {}

    static String format(Duration duration) {
        String time = part(duration.toHoursPart(), 'H')
                + part(duration.toMinutesPart(), 'M')
                + part(duration.toSecondsPart(), 'S');
        String days = part(duration.toDaysPart(), 'D');
        if (time.isEmpty()) {
            return days.isEmpty() ? "P0D" : "P" + days;
        }
        return "P" + days + "T" + time;
    }

    private static String part(long value, char unit) {
        return value == 0 ? "" : Long.toString(value) + unit;
    }
}
