package io.github.spacecrafttracker.service.http;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spacecrafttracker.service.http.HttpLimits.Sizes;
import io.github.spacecrafttracker.service.http.HttpLimits.Timeouts;
import io.github.spacecrafttracker.service.lifecycle.Closer;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Exceeds one limit at a time; all other limits are out of reach. */
class HttpLimitsTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SOON = Duration.ofMillis(300);
    private static final Timeouts UNLIMITED = new Timeouts(LONG, LONG, LONG, Duration.ofSeconds(10));
    private static final Sizes SIZES = new Sizes(200, 10, 2000, 30);
    private static final byte[] LARGER_THAN_ALL_BUFFERS = new byte[64 << 20];

    private final Closer closer = new Closer();
    private final Semaphore started = new Semaphore(0);
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @AfterEach
    void stop() {
        mayEnd.countDown();
        closer.close();
    }

    @Test
    void a_url_may_be_as_long_as_the_limit_but_not_longer() throws Exception {
        var port = start(1, UNLIMITED);

        assertThat(get(port, "/?" + "x".repeat(198))).startsWith("HTTP/1.1 200 ");
        assertRejected(get(port, "/?" + "x".repeat(199)), 414, "URI Too Long.");
        assertRejected(get(port, "/?" + "x".repeat(3000)), 414, "URI Too Long.");
    }

    @Test
    void there_may_be_as_many_headers_as_the_limit_but_not_more() throws Exception {
        var port = start(1, UNLIMITED);

        assertThat(get(port, "/", "A: b\r\n".repeat(8))).startsWith("HTTP/1.1 200 ");
        assertRejected(get(port, "/", "A: b\r\n".repeat(9)), 431, "Request Header Fields Too Large.");
        assertRejected(get(port, "/", "A: " + "b".repeat(3000) + "\r\n"), 431, "Request Header Fields Too Large.");
    }

    @Test
    void a_body_may_be_as_large_as_the_limit_but_not_larger() throws Exception {
        var port = start(1, UNLIMITED);

        assertThat(get(port, "/", "Content-Length: 30\r\n", "x".repeat(30))).startsWith("HTTP/1.1 200 ");
        assertRejected(get(port, "/", "Content-Length: 31\r\n", "x".repeat(31)), 413, "Payload Too Large.");
    }

    @Test
    void a_request_beyond_the_limit_gets_503_with_retry_after() throws Exception {
        var port = start(2, UNLIMITED);
        try (var one = new RawClient(port);
                var two = new RawClient(port)) {
            one.send(request("/wait", "", ""));
            two.send(request("/wait", "", ""));
            await().until(() -> started.tryAcquire(2));

            var third = get(port, "/");
            assertRejected(third, 503, "Service Unavailable.");
            assertThat(third).contains("\r\nRetry-After: 1\r\n");

            mayEnd.countDown();
            assertThat(one.rest()).startsWith("HTTP/1.1 200 ");
            assertThat(two.rest()).startsWith("HTTP/1.1 200 ");
        }
        await().untilAsserted(() -> assertThat(get(port, "/")).startsWith("HTTP/1.1 200 "));
    }

    @Test
    void a_connection_beyond_the_limit_is_served_only_after_another_one_ends() throws Exception {
        var port = start(2, 8, UNLIMITED);
        mayEnd.countDown();
        RawClient third;
        try (var one = new RawClient(port);
                var two = new RawClient(port)) {
            exchange(one);
            exchange(two);
            third = closer.add(new RawClient(port));
            third.send(request("/wait", "", ""));

            for (int round = 0; round < 200; round++) {
                exchange(one);
                exchange(two);
            }
            assertThat(started.availablePermits()).isZero();
        }

        assertThat(third.rest()).startsWith("HTTP/1.1 200 ");
        assertThat(get(port, "/")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void a_client_that_sends_nothing_is_disconnected() throws Exception {
        var port = start(1, new Timeouts(SOON, LONG, LONG, LONG));
        try (var client = new RawClient(port)) {
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void a_client_whose_request_never_ends_is_disconnected_although_it_is_never_idle() throws Exception {
        var port = start(1, new Timeouts(SOON, LONG, LONG, LONG));
        try (var client = new RawClient(port)) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\nX: ");
            await().until(() -> isDroppedAfterAnotherByte(client));
        }
    }

    @Test
    void a_client_that_sends_nothing_after_its_reply_is_disconnected() throws Exception {
        var port = start(1, new Timeouts(LONG, LONG, SOON, LONG));
        try (var client = new RawClient(port)) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(client.rest()).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\nok");
        }
    }

    @Test
    void a_client_whose_second_request_never_ends_is_disconnected_although_it_is_never_idle() throws Exception {
        var port = start(1, new Timeouts(LONG, LONG, SOON, LONG));
        try (var client = new RawClient(port)) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\nX: ");
            await().until(() -> isDroppedAfterAnotherByte(client));
        }
    }

    @Test
    void a_client_that_does_not_read_its_reply_is_disconnected_and_its_thread_is_freed() throws Exception {
        var port = start(1, new Timeouts(LONG, SOON, LONG, LONG));
        try (var client = new RawClient(port)) {
            client.send(request("/large", "", ""));
            await().until(started::tryAcquire);

            await().untilAsserted(() -> assertThat(get(port, "/")).startsWith("HTTP/1.1 200 "));
            assertThat(remainingBytes(client)).isLessThan(LARGER_THAN_ALL_BUFFERS.length);
        }
    }

    @Test
    void a_client_that_occasionally_reads_a_byte_is_also_disconnected() throws Exception {
        // Long enough for the reply to begin even on a busy machine.
        var port = start(1, new Timeouts(LONG, Duration.ofSeconds(2), LONG, LONG));
        try (var client = new RawClient(port)) {
            client.send(request("/large", "", ""));
            await().until(started::tryAcquire);

            await().untilAsserted(() -> {
                assertThat(client.isClosedByServer()).isFalse();
                assertThat(get(port, "/")).startsWith("HTTP/1.1 200 ");
            });
        }
    }

    /** A reply that is written at once occupies neither a thread nor a permit. */
    @Test
    void a_complete_reply_that_is_not_read_does_not_block_other_clients() throws Exception {
        var port = start(1, UNLIMITED);
        try (var client = new RawClient(port)) {
            client.send(request("/whole", "", ""));
            await().until(started::tryAcquire);

            await().untilAsserted(() -> assertThat(get(port, "/")).startsWith("HTTP/1.1 200 "));
            assertThat(remainingBytes(client)).isGreaterThan(LARGER_THAN_ALL_BUFFERS.length);
        }
    }

    @Test
    void requests_still_in_progress_after_the_stop_timeout_are_aborted_without_an_exception() throws Exception {
        var server = serve(new HttpLimits(16, 1, SIZES, new Timeouts(LONG, LONG, LONG, SOON)));
        var port = server.port();
        try (var client = new RawClient(port)) {
            client.send(request("/wait", "", ""));
            await().until(started::tryAcquire);

            assertThatCode(server::close).doesNotThrowAnyException();

            assertThatThrownBy(() -> new RawClient(port)).isInstanceOf(ConnectException.class);
        }
    }

    private int start(int requests, Timeouts timeouts) throws StartException {
        return start(16, requests, timeouts);
    }

    private int start(int connections, int requests, Timeouts timeouts) throws StartException {
        return serve(new HttpLimits(connections, requests, SIZES, timeouts)).port();
    }

    private HttpServer serve(HttpLimits limits) throws StartException {
        return closer.add(HttpServer.start("127.0.0.1", 0, "HTTP_PORT", limits, config -> {
            config.routes.get("/", context -> context.result("ok"));
            config.routes.get("/wait", context -> {
                started.release();
                mayEnd.await();
            });
            config.routes.get("/large", context -> {
                started.release();
                context.result(LARGER_THAN_ALL_BUFFERS);
            });
            config.routes.get("/whole", context -> {
                started.release();
                context.result(LARGER_THAN_ALL_BUFFERS);
            });
            config.routes.after("/whole", new EtagAndGzip());
        }));
    }

    /** Sends a request on a connection that stays open, and reads the reply. */
    private static void exchange(RawClient client) throws IOException {
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(client.until("\r\n\r\nok")).startsWith("HTTP/1.1 200 ");
    }

    private static void assertRejected(String reply, int status, String detail) {
        assertThat(reply)
                .startsWith("HTTP/1.1 " + status + " ")
                .contains("\r\nContent-Type: application/json\r\n")
                .endsWith("\r\n\r\n{\"detail\":\"" + detail + "\"}");
    }

    private static boolean isDroppedAfterAnotherByte(RawClient client) throws IOException {
        try {
            client.send("x");
            return client.isClosedByServer();
        } catch (SocketException e) {
            return true;
        }
    }

    private static int remainingBytes(RawClient client) throws IOException {
        try {
            return client.rest().length();
        } catch (SocketException e) {
            return 0;
        }
    }

    private static String get(int port, String url) throws IOException {
        return get(port, url, "");
    }

    private static String get(int port, String url, String headers) throws IOException {
        return get(port, url, headers, "");
    }

    private static String get(int port, String url, String headers, String body) throws IOException {
        return RawClient.exchange(port, request(url, headers, body));
    }

    private static String request(String url, String headers, String body) {
        return "GET " + url + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + headers + "\r\n" + body;
    }
}
