package io.github.spacecrafttracker.streams.http.feed;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** The position at which a client starts to read the changes. */
sealed interface StartPosition {
    int MAX_YEAR = 9999;
    int DATE_LENGTH = "2026-11-24".length();

    /** The position before the oldest change in memory. */
    record Beginning() implements StartPosition {}

    /** The position after the newest change. */
    record Now() implements StartPosition {}

    /** The position before the first change that was observed at this time or later. */
    record AtTime(Instant time) implements StartPosition {}

    /** The position that a cursor denotes. */
    record AfterCursor(String cursor) implements StartPosition {}

    /**
     * Parses {@code beginning}, {@code now}, an RFC 3339 time, a date (midnight UTC at its start),
     * or a cursor.
     *
     * @throws DateTimeException if the text looks like a time but is not a valid one, or its year
     *     has more than four digits
     */
    static StartPosition parse(String text) {
        return switch (text) {
            case "beginning" -> new Beginning();
            case "now" -> new Now();
            default -> looksLikeTime(text) ? new AtTime(parseTime(text)) : new AfterCursor(text);
        };
    }

    /**
     * A cursor contains no colon. Its first character encodes the version, so it is not a digit.
     */
    private static boolean looksLikeTime(String text) {
        return text.contains(":") || text.matches("[0-9]{4}-.*");
    }

    private static Instant parseTime(String text) {
        // An unencoded plus sign has been decoded to a space.
        var dateTime = text.length() == DATE_LENGTH
                ? LocalDate.parse(text).atStartOfDay().atOffset(ZoneOffset.UTC)
                : OffsetDateTime.parse(text.replace(' ', '+'));
        if (dateTime.getYear() > MAX_YEAR) {
            throw new DateTimeException("the year has more than four digits");
        }
        var time = dateTime.toInstant();
        return time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time;
    }
}
