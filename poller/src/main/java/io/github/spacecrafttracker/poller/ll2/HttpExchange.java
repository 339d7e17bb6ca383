package io.github.spacecrafttracker.poller.ll2;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;

/** Sends one GET and brings back the whole reply, whatever its status; redirects are replies. */
@FunctionalInterface
public interface HttpExchange {
    /**
     * @throws java.net.http.HttpTimeoutException if the whole reply was not there in time
     * @throws ReplyTooLargeException if it is larger than the bound
     * @throws IOException if there was no connection, or it broke off
     */
    Answer send(URI url) throws IOException, InterruptedException;

    /** @param body as it came; never null */
    @SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
    record Answer(int status, HttpHeaders headers, byte[] body) {}

    /** A reply without an end, or far larger than any page. */
    final class ReplyTooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        public ReplyTooLargeException(int bound) {
            super("larger than " + bound + " bytes");
        }
    }
}
