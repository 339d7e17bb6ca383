package io.github.spacecrafttracker.service.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.spacecrafttracker.service.lifecycle.StartException;
import java.io.IOException;
import java.net.SocketException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a server goes: what has begun is finished, and nothing new begins. */
class HttpStopTest {
    private static final String LARGE = "x".repeat(8 << 20);
    private final Semaphore begun = new Semaphore(0);
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws StartException {
        server = HttpServer.start("127.0.0.1", 0, "HTTP_PORT", new HttpLimits(64, 4), config -> {
            config.routes.get("/", context -> context.result("ok"));
            config.routes.get("/wait", context -> {
                begun.release();
                end.await();
                context.result(LARGE);
            });
        });
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.close();
    }

    @Test
    void a_request_in_work_is_finished_though_others_are_refused_and_idle_ones_dropped() throws Exception {
        var port = server.port();
        var closing = new Thread(server::close);
        try (var busy = new RawClient(port);
                var idle = new RawClient(port)) {
            busy.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
            idle.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(idle.begin(12)).isEqualTo("HTTP/1.1 200");
            await().until(begun::tryAcquire);

            closing.start();
            await().until(() -> isRefused(port));
            assertThat(idle.rest()).endsWith("ok");
            assertThat(closing.isAlive()).isTrue();
            end.countDown();

            assertThat(busy.rest()).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n" + LARGE);
        }
        await().until(() -> !closing.isAlive());
    }

    @Test
    void clients_are_let_go_with_their_next_reply() throws Exception {
        try (var client = new RawClient(server.port())) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(client.isClosedByServer()).isFalse();

            server.letClientsGo();
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

            assertThat(client.rest()).contains("\r\nConnection: close\r\n").endsWith("ok");
        }
        assertThat(RawClient.exchange(server.port(), "GET / HTTP/1.1\r\nHost: a\r\n\r\n"))
                .endsWith("ok");
    }

    private static boolean isRefused(int port) throws IOException {
        try (var client = new RawClient(port)) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            return client.rest().startsWith("HTTP/1.1 503 ");
        } catch (SocketException e) {
            return true;
        }
    }
}
