package io.github.spacecrafttracker.service.http;

import java.time.Duration;

/**
 * What one server may use. Whatever goes beyond is refused, never queued without end.
 *
 * @param connections at most; more are not accepted until others end
 * @param requests in work at most; one more is answered 503
 */
public record HttpLimits(int connections, int requests, Sizes sizes, Patience patience) {
    // Accepting, selecting, and a few that refuse what is too much.
    private static final int THREADS_OF_THE_SERVER = 8;

    /** With sizes and patience that suit an API which is only read. */
    public HttpLimits(int connections, int requests) {
        this(connections, requests, Sizes.OF_READING, Patience.ORDINARY);
    }

    int threads() {
        return requests + THREADS_OF_THE_SERVER;
    }

    /**
     * How large a request may be.
     *
     * @param url characters of path and query; more are answered 414 (RFC 9110, section 15.5.15)
     * @param headers how many there may be; more are answered 431 (RFC 6585, section 5)
     * @param head bytes of the request line and all headers; more are answered 431, or 414 where the line alone is longer
     * @param body bytes; more are answered 413 (RFC 9110, section 15.5.14)
     */
    public record Sizes(int url, int headers, int head, int body) {
        static final Sizes OF_READING = new Sizes(4096, 100, 8192, 1024);
    }

    /**
     * How long a client is waited for. One that takes longer is dropped, its connection closed.
     *
     * @param head from the opening of a connection until the first request's head is there
     * @param reply from the request's head until the reply is read
     * @param idle from a reply until the next request's head is there, and between two bytes
     * @param stop how long requests in work may go on when the server is told to close
     */
    public record Patience(Duration head, Duration reply, Duration idle, Duration stop) {
        // Idle: longer than the minute for which load balancers keep connections, or else they use one that is just
        // being closed.
        static final Patience ORDINARY = new Patience(
                Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(75), Duration.ofSeconds(20));
    }
}
