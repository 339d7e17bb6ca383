package io.github.spacecrafttracker.service.http;

import java.time.Duration;

/**
 * The limits of one server. Anything beyond them is rejected; no queue is unlimited.
 *
 * @param connections the maximum number of open connections; further ones are accepted when others
 *     end
 * @param requests the maximum number of concurrent requests; further ones receive 503
 */
public record HttpLimits(int connections, int requests, Sizes sizes, Timeouts timeouts) {
    // Threads that accept and select connections and reject requests beyond the limit.
    private static final int EXTRA_THREADS = 8;

    /** Uses sizes and timeouts that suit a read-only API. */
    public HttpLimits(int connections, int requests) {
        this(connections, requests, Sizes.READ_ONLY, Timeouts.DEFAULT);
    }

    int threads() {
        return requests + EXTRA_THREADS;
    }

    /**
     * The maximum size of a request.
     *
     * @param url the characters of path and query; a longer URL is rejected with 414 (RFC 9110,
     *     section 15.5.15)
     * @param headers the number of headers; more are rejected with 431 (RFC 6585, section 5)
     * @param head the bytes of the request line and all headers; more are rejected with 431, or
     *     with 414 if the request line alone is longer
     * @param body the bytes of the body; more are rejected with 413 (RFC 9110, section 15.5.14)
     */
    public record Sizes(int url, int headers, int head, int body) {
        static final Sizes READ_ONLY = new Sizes(4096, 100, 8192, 1024);
    }

    /**
     * The maximum time that the server waits for a client. The connection of a slower client is
     * closed.
     *
     * @param head the time from the opening of a connection until the headers of the first request
     *     are complete
     * @param reply the time from the headers of a request until the client has read the reply
     * @param idle the time from a reply until the headers of the next request are complete, and
     *     between two bytes
     * @param stop the time for which requests in progress may continue when the server closes
     */
    public record Timeouts(Duration head, Duration reply, Duration idle, Duration stop) {
        // Load balancers keep idle connections for a minute. A shorter idle timeout would let them
        // use a connection that is being closed.
        static final Timeouts DEFAULT = new Timeouts(
                Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(75), Duration.ofSeconds(20));
    }
}
