package io.github.spacecrafttracker.poller.upstream;

import io.github.spacecrafttracker.poll.Outcome;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of one request.
 *
 * @param requestedAt just before it was sent
 * @param receivedAt when the reply was there, or it was given up
 * @param status HTTP status; null where none came
 */
public record Reply(
        URI url,
        Instant requestedAt,
        Instant receivedAt,
        @Nullable Integer status,
        Result result) {

    /** What is made of it. */
    public sealed interface Result {}

    /** Believed. */
    public record Accepted(ListPage page) implements Result {}

    /**
     * Not believed: nothing in it counts.
     *
     * @param detail one clause on the cause
     * @param notBefore the server asks for no request before this; null where it does not
     */
    public record Refused(
            Outcome outcome, String detail, @Nullable Instant notBefore) implements Result {}
}
