package io.github.spacecrafttracker.streams.query;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Reads the times in requests. */
public final class Rfc3339 {
    private static final int MAX_YEAR = 9999;
    private static final int DATE_LENGTH = "2026-11-24".length();

    private Rfc3339() {}

    /**
     * Reads an RFC 3339 time, or a date, which means midnight UTC at its start. A time before 1970
     * is read as the start of 1970.
     *
     * @throws DateTimeException if the text is not a valid time, or its year has more than four
     *     digits
     */
    public static Instant parse(String text) {
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
