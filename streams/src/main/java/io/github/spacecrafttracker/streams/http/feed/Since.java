package io.github.spacecrafttracker.streams.http.feed;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** From where on a reader wants the changes. */
sealed interface Since {
    int LAST_YEAR = 9999;
    int DATE = "2026-11-24".length();

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
     * @param text a word, a time of RFC 3339, the date of one, which is the midnight in UTC that it begins with, or else a cursor
     * @throws DateTimeException it looks like a time and is none, or has a year of more than four digits
     */
    static Since parse(String text) {
        return switch (text) {
            case "beginning" -> new Beginning();
            case "now" -> new Now();
            default -> isTime(text) ? new Time(time(text)) : new Cursor(text);
        };
    }

    /** No cursor has a colon, or begins with a digit: its first byte is its version. */
    private static boolean isTime(String text) {
        return text.contains(":") || text.matches("[0-9]{4}-.*");
    }

    private static Instant time(String text) {
        // A plus sign that was not encoded has become a blank.
        var written = text.length() == DATE
                ? LocalDate.parse(text).atStartOfDay().atOffset(ZoneOffset.UTC)
                : OffsetDateTime.parse(text.replace(' ', '+'));
        if (written.getYear() > LAST_YEAR) {
            throw new DateTimeException("a year of more than four digits");
        }
        var time = written.toInstant();
        return time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time;
    }
}
