package io.github.spacecrafttracker.streams.http.feed;

import io.github.spacecrafttracker.streams.query.Rfc3339;
import java.time.DateTimeException;
import java.time.Instant;

/** The position at which a client starts to read the changes. */
sealed interface StartPosition {
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
            default -> looksLikeTime(text) ? new AtTime(Rfc3339.parse(text)) : new AfterCursor(text);
        };
    }

    /**
     * A cursor contains no colon. Its first character encodes the version, so it is not a digit.
     */
    private static boolean looksLikeTime(String text) {
        return text.contains(":") || text.matches("[0-9]{4}-.*");
    }
}
