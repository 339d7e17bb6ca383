package io.github.spacecrafttracker.service.http;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.service.lifecycle.StartException;
import java.io.IOException;
import java.net.SocketException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that is stopping finishes the requests in progress and accepts no new ones. */
class HttpStopTest {
    private static final String LARGE = "x".repeat(8 << 20);
    private final Semaphore started = new Semaphore(0);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws StartException {
        server = HttpServer.start("127.0.0.1", 0, "HTTP_PORT", new HttpLimits(64, 4), config -> {
            config.routes.get("/", context -> context.result("ok"));
            config.routes.get("/wait", context -> {
                started.release();
                mayEnd.await();
                context.result(LARGE);
            });
        });
    }

    @AfterEach
    void stop() {
        mayEnd.countDown();
        server.close();
    }

    @Test
    void a_request_in_progress_is_finished_while_new_ones_are_rejected_and_idle_connections_are_closed()
            throws Exception {
        var port = server.port();
        var closing = new Thread(server::close);
        try (var busy = new RawClient(port);
                var idle = new RawClient(port)) {
            busy.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
            idle.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(idle.read(12)).isEqualTo("HTTP/1.1 200");
            await().until(started::tryAcquire);

            closing.start();
            await().until(() -> isRejected(port));
            assertThat(idle.rest()).endsWith("ok");
            assertThat(closing.isAlive()).isTrue();
            mayEnd.countDown();

            assertThat(busy.rest()).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n" + LARGE);
        }
        await().until(() -> !closing.isAlive());
    }

    @Test
    void drained_connections_are_closed_after_the_next_reply() throws Exception {
        try (var client = new RawClient(server.port())) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(client.isClosedByServer()).isFalse();

            server.drainConnections();
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

            assertThat(client.rest()).contains("\r\nConnection: close\r\n").endsWith("ok");
        }
        assertThat(RawClient.exchange(server.port(), "GET / HTTP/1.1\r\nHost: a\r\n\r\n"))
                .endsWith("ok");
    }

    private static boolean isRejected(int port) throws IOException {
        try (var client = new RawClient(port)) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            return client.rest().startsWith("HTTP/1.1 503 ");
        } catch (SocketException e) {
            return true;
        }
    }
}
