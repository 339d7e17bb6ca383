package io.github.spacecrafttracker.poller.ll2;

import java.net.http.HttpHeaders;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Of when a reply is: its {@code Date}, less the {@code Age} that a cache gives it (RFC 9110, section 6.6.1; RFC 9111, section 5.1). */
final class ServedAt {
    private ServedAt() {}

    /** Null if the reply does not tell. A server whose clock is ahead is taken for one that is right, or all replies after it would look old. */
    static @Nullable Instant of(HttpHeaders headers, Instant receivedAt) {
        var date = headers.firstValue("Date").map(HttpDate::parse).orElse(null);
        if (date == null) {
            return null;
        }
        var age = headers.firstValue("Age")
                .filter(seconds -> seconds.matches("\\d{1,9}"))
                .map(Long::valueOf);
        var served = date.minusSeconds(age.orElse(0L));
        return served.isAfter(receivedAt) ? receivedAt : served;
    }
}
