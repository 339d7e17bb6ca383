package io.github.spacecrafttracker.poller.ll2;

import io.github.spacecrafttracker.poll.Outcome;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of one request.
 *
 * @param requestedAt just before it was sent
 * @param receivedAt when the reply was there, or it was given up
 * @param servedAt of when the reply is, by its own telling; never later than {@code receivedAt}; null where it does not tell, or none came
 * @param status HTTP status; null where none came
 */
public record Reply(
        URI url,
        Instant requestedAt,
        Instant receivedAt,
        @Nullable Instant servedAt,
        @Nullable Integer status,
        Result result) {

    /**
     * Returns the earliest time at which the reply is certain to have been true: the time of the request, or the reply's own time if a cache answered. It is
     * never later than the receipt, even if the clock was set back during the request.
     */
    public Instant trueSince() {
        var sentAt = requestedAt.isAfter(receivedAt) ? receivedAt : requestedAt;
        return servedAt == null || servedAt.isAfter(sentAt) ? sentAt : servedAt;
    }

    /** What is made of it. */
    public sealed interface Result {}

    /** A page that agrees with its request and with itself. */
    public record Listed(ListPage page) implements Result {}

    /** The spacecraft that was asked for, readable or not. */
    public record Found(Row row) implements Result {}

    /** There is no spacecraft with the id that was asked for. */
    public record Absent() implements Result {}

    /**
     * Not believed: nothing in it counts.
     *
     * @param detail one clause on the cause
     * @param notBefore the server asks for no request before this; null where it does not
     */
    public record Refused(
            Outcome outcome, String detail, @Nullable Instant notBefore) implements Result {}
}
