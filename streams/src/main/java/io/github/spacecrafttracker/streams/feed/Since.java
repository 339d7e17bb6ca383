package io.github.spacecrafttracker.streams.feed;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** From where on a reader wants the changes. */
sealed interface Since {
    int LAST_YEAR = 9999;

    /** From the oldest that is kept. */
    record Beginning() implements Since {}

    /** Only those to come. */
    record Now() implements Since {}

    /** Those observed then or later. */
    record Time(Instant time) implements Since {}

    /** Those after a change that was read. */
    record Cursor(String text) implements Since {}

    /**
     * Reads it.
     *
     * @throws DateTimeException it looks like a time and is none of RFC 3339, whose years have four digits
     */
    static Since parse(String text) {
        return switch (text) {
            case "beginning" -> new Beginning();
            case "now" -> new Now();
            // No cursor has a colon. A plus sign that was not encoded has become a blank.
            default -> text.contains(":") ? new Time(time(text.replace(' ', '+'))) : new Cursor(text);
        };
    }

    private static Instant time(String text) {
        var written = OffsetDateTime.parse(text);
        if (written.getYear() > LAST_YEAR) {
            throw new DateTimeException("a year of more than four digits");
        }
        var time = written.toInstant();
        return time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time;
    }
}
