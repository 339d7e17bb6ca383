package io.github.spacecrafttracker.poller.ll2;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;

/** Sends one GET and returns the whole response, whatever its status. Redirects are not followed. */
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
    record Response(int status, HttpHeaders headers, byte[] body) {}

    /** A response without an end, or far larger than any page. */
    final class ResponseTooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        public ResponseTooLargeException(int bound) {
            super("larger than " + bound + " bytes");
        }
    }
}
