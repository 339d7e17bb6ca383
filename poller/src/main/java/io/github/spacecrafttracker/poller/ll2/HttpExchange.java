package io.github.spacecrafttracker.poller.ll2;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Sends one GET and returns the whole response with any status. Redirects are not followed.
 */
@FunctionalInterface
public interface HttpExchange {
    /**
     * @throws java.net.http.HttpTimeoutException if the response was not complete in time
     * @throws ResponseTooLargeException if the response is larger than the bound
     * @throws IOException if the connection failed or was closed early
     */
    Response send(URI url) throws IOException, InterruptedException;

    /** @param body as received; never null */
    @SuppressWarnings("ArrayRecordComponent") // Passed on once, never compared.
    record Response(int status, HttpHeaders headers, byte[] body) {
        /**
         * A longer wait is shortened to this one. It is an error of the server, because LL2 never
         * requires more than an hour.
         */
        private static final Duration LONGEST_WAIT = Duration.ofDays(1);

        /**
         * Returns the time at which the reply was generated: its {@code Date}, minus the {@code
         * Age} that a cache adds (RFC 9110, section 6.6.1; RFC 9111, section 5.1). It is never
         * later than the receipt. Otherwise, after a reply from a server whose clock is ahead,
         * replies from others would look older than this one. Null if there is no valid {@code
         * Date}.
         */
        @Nullable
        Instant servedAt(Instant receivedAt) {
            var date = date(header("Date"));
            if (date == null) {
                return null;
            }
            var age = header("Age");
            var served = age != null && age.matches("\\d{1,9}") ? date.minusSeconds(Long.parseLong(age)) : date;
            return served.isAfter(receivedAt) ? receivedAt : served;
        }

        /**
         * Returns the time before which the server accepts no further request: its {@code
         * Retry-After}, in seconds or as a date (RFC 9110, section 10.2.3). Null if the header is
         * missing or invalid.
         */
        @Nullable
        Instant notBefore(Instant receivedAt) {
            var header = header("Retry-After");
            var latest = receivedAt.plus(LONGEST_WAIT);
            if (header != null && header.matches("\\d{1,18}")) {
                return receivedAt.plusSeconds(Math.min(Long.parseLong(header), LONGEST_WAIT.toSeconds()));
            }
            var date = date(header);
            return date == null || date.isBefore(latest) ? date : latest;
        }

        /** Returns whether the body is declared as {@code application/json} in UTF-8. */
        boolean isJson() {
            var contentType = header("Content-Type");
            if (contentType == null) {
                return false;
            }
            var parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
            if (!parts[0].strip().equals("application/json")) {
                return false;
            }
            for (var part : parts) {
                var charset = part.strip();
                if (charset.startsWith("charset=")
                        && !charset.substring(8).replace("\"", "").equals("utf-8")) {
                    return false;
                }
            }
            return true;
        }

        private @Nullable String header(String name) {
            return headers.firstValue(name).orElse(null);
        }

        /**
         * Parses an HTTP date (RFC 9110, section 5.6.7). Returns null if it is missing or invalid.
         */
        private static @Nullable Instant date(@Nullable String text) {
            if (text == null) {
                return null;
            }
            try {
                return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
            } catch (DateTimeException e) {
                return null;
            }
        }
    }

    /** Thrown if a response does not end, or is far larger than any page. */
    final class ResponseTooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        public ResponseTooLargeException(int bound) {
            super("larger than " + bound + " bytes");
        }
    }
}
