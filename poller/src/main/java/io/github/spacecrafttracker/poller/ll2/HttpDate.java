package io.github.spacecrafttracker.poller.ll2;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** A date as HTTP writes it (RFC 9110, section 5.6.7). */
final class HttpDate {
    private HttpDate() {}

    /** Null if it can't be read. */
    static @Nullable Instant parse(String text) {
        try {
            return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
