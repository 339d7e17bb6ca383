package io.github.spacecrafttracker.poller.ll2;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a {@code Retry-After} header asks for: seconds or a date (RFC 9110, section 10.2.3). */
final class RetryAfter {
    /** Longer waits are taken for a mistake of the server: LL2's longest is an hour. */
    static final Duration LONGEST = Duration.ofDays(1);

    private RetryAfter() {}

    /** Not before this; null if the header is absent or says nothing that can be read. */
    static @Nullable Instant notBefore(@Nullable String header, Instant receivedAt) {
        if (header == null) {
            return null;
        }
        var latest = receivedAt.plus(LONGEST);
        var asked = header.matches("\\d{1,18}") ? seconds(header, receivedAt) : HttpDate.parse(header);
        return asked == null || asked.isBefore(latest) ? asked : latest;
    }

    private static Instant seconds(String header, Instant receivedAt) {
        return receivedAt.plusSeconds(Math.min(Long.parseLong(header), LONGEST.toSeconds()));
    }
}
