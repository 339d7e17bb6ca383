package io.github.spacecrafttracker.service.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.spacecrafttracker.service.http.HttpLimits.Patience;
import io.github.spacecrafttracker.service.http.HttpLimits.Sizes;
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

/** What is too large, too much or too slow, one bound at a time; all others are out of reach. */
class HttpLimitsTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SOON = Duration.ofMillis(300);
    private static final Patience ENDLESS = new Patience(LONG, LONG, LONG, Duration.ofSeconds(10));
    private static final Sizes SIZES = new Sizes(200, 10, 2000, 30);
    private static final byte[] LARGER_THAN_ALL_BUFFERS = new byte[64 << 20];

    private final Closer closing = new Closer();
    private final Semaphore begun = new Semaphore(0);
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void stop() {
        end.countDown();
        closing.close();
    }

    @Test
    void a_url_may_be_as_long_as_the_bound_and_no_longer() throws Exception {
        var port = start(1, ENDLESS);

        assertThat(get(port, "/?" + "x".repeat(198))).startsWith("HTTP/1.1 200 ");
        refused(get(port, "/?" + "x".repeat(199)), 414, "URI Too Long.");
        refused(get(port, "/?" + "x".repeat(3000)), 414, "URI Too Long.");
    }

    @Test
    void there_may_be_as_many_headers_as_the_bound_and_no_more() throws Exception {
        var port = start(1, ENDLESS);

        assertThat(get(port, "/", "A: b\r\n".repeat(8))).startsWith("HTTP/1.1 200 ");
        refused(get(port, "/", "A: b\r\n".repeat(9)), 431, "Request Header Fields Too Large.");
        refused(get(port, "/", "A: " + "b".repeat(3000) + "\r\n"), 431, "Request Header Fields Too Large.");
    }

    @Test
    void a_body_may_be_as_large_as_the_bound_and_no_larger() throws Exception {
        var port = start(1, ENDLESS);

        assertThat(get(port, "/", "Content-Length: 30\r\n", "x".repeat(30))).startsWith("HTTP/1.1 200 ");
        refused(get(port, "/", "Content-Length: 31\r\n", "x".repeat(31)), 413, "Payload Too Large.");
    }

    @Test
    void while_as_much_is_in_work_as_may_be_the_next_is_told_to_come_again() throws Exception {
        var port = start(2, ENDLESS);
        try (var one = new RawClient(port);
                var two = new RawClient(port)) {
            one.send(request("/wait", "", ""));
            two.send(request("/wait", "", ""));
            await().until(() -> begun.tryAcquire(2));

            var third = get(port, "/");
            refused(third, 503, "Service Unavailable.");
            assertThat(third).contains("\r\nRetry-After: 1\r\n");

            end.countDown();
            assertThat(one.rest()).startsWith("HTTP/1.1 200 ");
            assertThat(two.rest()).startsWith("HTTP/1.1 200 ");
        }
        await().untilAsserted(() -> assertThat(get(port, "/")).startsWith("HTTP/1.1 200 "));
    }

    @Test
    void one_connection_more_than_the_bound_is_served_when_others_end_and_not_before() throws Exception {
        var port = start(2, 8, ENDLESS);
        end.countDown();
        RawClient third;
        try (var one = new RawClient(port);
                var two = new RawClient(port)) {
            answered(one);
            answered(two);
            third = closing.add(new RawClient(port));
            third.send(request("/wait", "", ""));

            for (int time = 0; time < 200; time++) {
                answered(one);
                answered(two);
            }
            assertThat(begun.availablePermits()).isZero();
        }

        assertThat(third.rest()).startsWith("HTTP/1.1 200 ");
        assertThat(get(port, "/")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void a_client_that_says_nothing_is_dropped() throws Exception {
        var port = start(1, new Patience(SOON, LONG, LONG, LONG));
        try (var client = new RawClient(port)) {
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void a_client_whose_request_has_no_end_is_dropped_though_it_is_never_idle() throws Exception {
        var port = start(1, new Patience(SOON, LONG, LONG, LONG));
        try (var client = new RawClient(port)) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\nX: ");
            await().atMost(Duration.ofSeconds(20)).until(() -> droppedAfterAnotherByte(client));
        }
    }

    @Test
    void a_client_that_says_nothing_more_after_its_reply_is_dropped() throws Exception {
        var port = start(1, new Patience(LONG, LONG, SOON, LONG));
        try (var client = new RawClient(port)) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(client.rest()).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\nok");
        }
    }

    @Test
    void a_client_whose_second_request_has_no_end_is_dropped_though_it_is_never_idle() throws Exception {
        var port = start(1, new Patience(LONG, LONG, SOON, LONG));
        try (var client = new RawClient(port)) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\nX: ");
            await().atMost(Duration.ofSeconds(20)).until(() -> droppedAfterAnotherByte(client));
        }
    }

    @Test
    void a_client_that_does_not_read_its_reply_is_dropped_and_makes_room() throws Exception {
        var port = start(1, new Patience(LONG, SOON, LONG, LONG));
        try (var client = new RawClient(port)) {
            client.send(request("/large", "", ""));
            await().until(begun::tryAcquire);

            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(get(port, "/")).startsWith("HTTP/1.1 200 "));
            assertThat(whatIsLeft(client)).isLessThan(LARGER_THAN_ALL_BUFFERS.length);
        }
    }

    @Test
    void a_client_that_reads_a_byte_now_and_then_is_dropped_too() throws Exception {
        // Long enough for the reply to begin on a busy machine.
        var port = start(1, new Patience(LONG, Duration.ofSeconds(2), LONG, LONG));
        try (var client = new RawClient(port)) {
            client.send(request("/large", "", ""));
            await().until(begun::tryAcquire);

            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                assertThat(client.isClosedByServer()).isFalse();
                assertThat(get(port, "/")).startsWith("HTTP/1.1 200 ");
            });
        }
    }

    /** Neither a thread nor a place among those in work. */
    @Test
    void a_whole_reply_that_is_not_read_holds_up_nobody() throws Exception {
        var port = start(1, ENDLESS);
        try (var client = new RawClient(port)) {
            client.send(request("/whole", "", ""));
            await().until(begun::tryAcquire);

            await().untilAsserted(() -> assertThat(get(port, "/")).startsWith("HTTP/1.1 200 "));
            assertThat(whatIsLeft(client)).isGreaterThan(LARGER_THAN_ALL_BUFFERS.length);
        }
    }

    @Test
    void what_is_still_in_work_after_the_patience_of_a_stop_is_cut_off_and_that_is_no_failure() throws Exception {
        var server = serve(new HttpLimits(16, 1, SIZES, new Patience(LONG, LONG, LONG, SOON)));
        var port = server.port();
        try (var client = new RawClient(port)) {
            client.send(request("/wait", "", ""));
            await().until(begun::tryAcquire);

            assertThatCode(server::close).doesNotThrowAnyException();

            assertThatThrownBy(() -> new RawClient(port)).isInstanceOf(ConnectException.class);
        }
    }

    private int start(int requests, Patience patience) throws StartException {
        return start(16, requests, patience);
    }

    private int start(int connections, int requests, Patience patience) throws StartException {
        return serve(new HttpLimits(connections, requests, SIZES, patience)).port();
    }

    private HttpServer serve(HttpLimits bounds) throws StartException {
        return closing.add(HttpServer.start("127.0.0.1", 0, "HTTP_PORT", bounds, config -> {
            config.routes.get("/", context -> context.result("ok"));
            config.routes.get("/wait", context -> {
                begun.release();
                end.await();
            });
            config.routes.get("/large", context -> {
                begun.release();
                context.result(LARGER_THAN_ALL_BUFFERS);
            });
            config.routes.get("/whole", context -> {
                begun.release();
                context.result(LARGER_THAN_ALL_BUFFERS);
            });
            config.routes.after("/whole", new ConditionalReplies());
        }));
    }

    /** On a connection that is kept. */
    private static void answered(RawClient client) throws IOException {
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(client.until("\r\n\r\nok")).startsWith("HTTP/1.1 200 ");
    }

    private static void refused(String reply, int status, String detail) {
        assertThat(reply)
                .startsWith("HTTP/1.1 " + status + " ")
                .contains("\r\nContent-Type: application/json\r\n")
                .endsWith("\r\n\r\n{\"detail\":\"" + detail + "\"}");
    }

    private static boolean droppedAfterAnotherByte(RawClient client) throws IOException {
        try {
            client.send("x");
            return client.isClosedByServer();
        } catch (SocketException e) {
            return true;
        }
    }

    private static int whatIsLeft(RawClient client) throws IOException {
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
