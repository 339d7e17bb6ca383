package io.github.spacecrafttracker.poller.ll2;

import io.github.spacecrafttracker.poll.Outcome;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one request.
 *
 * @param requestedAt just before it was sent
 * @param receivedAt when the whole reply was received, or the request failed
 * @param servedAt the time of the reply according to its own headers, never later than {@code
 *     receivedAt}; null if it has none, or no reply came
 * @param status HTTP status; null if no reply came
 */
public record Reply(
        URI url,
        Instant requestedAt,
        Instant receivedAt,
        @Nullable Instant servedAt,
        @Nullable Integer status,
        Result result) {

    /**
     * Returns the earliest time at which the reply is certain to have been true: the time of the
     * request, or the reply's own time if a cache answered. It is never later than the receipt,
     * even if the clock was set back during the request.
     */
    public Instant trueSince() {
        var sentAt = requestedAt.isAfter(receivedAt) ? receivedAt : requestedAt;
        return servedAt == null || servedAt.isAfter(sentAt) ? sentAt : servedAt;
    }

    /** The checked content of a reply. */
    public sealed interface Result {}

    /** A page that is consistent with its request and with itself. */
    public record Listed(UpstreamPage page) implements Result {}

    /** The requested spacecraft, readable or not. */
    public record Found(UpstreamRow row) implements Result {}

    /** The requested spacecraft does not exist. */
    public record Absent() implements Result {}

    /**
     * A failed request, or a reply that is discarded.
     *
     * @param detail one clause on the cause
     * @param notBefore the server accepts no request before this time; null if it did not say so
     */
    public record Rejected(
            Outcome outcome, String detail, @Nullable Instant notBefore) implements Result {}
}
