package io.github.spacecrafttracker.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.service.lifecycle.StartException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page of another origin may do: read, and see the headers that matter. */
class CrossOriginTest {
    private static HttpServer server;

    @BeforeAll
    static void start() throws StartException {
        server = HttpServer.start(
                "127.0.0.1",
                0,
                "HTTP_PORT",
                new HttpLimits(64, 4),
                new CrossOrigin(List.of("As-Of", "ETag")),
                config -> {
                    config.http.prefer405over404 = true;
                    config.routes.get("/held", context -> context.result("held"));
                    config.routes.get("/bug", context -> {
                        throw new IllegalStateException("inside");
                    });
                });
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /held",
                "GET /nothing",
                "GET /bug",
                "PUT /held",
                "OPTIONS /held",
                "GET /%zz",
                "GET /%00",
                "GET /held?-",
            })
    void every_reply_may_be_read_errors_included(String request) throws IOException {
        assertThat(send(request, "Origin: https://example.org"))
                .containsOnlyOnce("\r\nAccess-Control-Allow-Origin: *\r\n")
                .containsOnlyOnce("\r\nAccess-Control-Expose-Headers: As-Of, ETag\r\n");
    }

    @Test
    void it_is_the_same_for_each_origin_and_for_none() throws IOException {
        assertThat(send("GET /held", "X: y")).contains("\r\nAccess-Control-Allow-Origin: *\r\n");
        assertThat(send("GET /held", "Origin: https://example.org")).doesNotContain("example.org", "Vary: Origin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/held", "/nothing"})
    void a_preflight_is_answered_without_asking_the_routes(String path) throws IOException {
        assertThat(send(
                        "OPTIONS " + path,
                        "Origin: https://example.org",
                        "Access-Control-Request-Method: GET",
                        "Access-Control-Request-Headers: authorization"))
                .startsWith("HTTP/1.1 204 ")
                .contains(
                        "\r\nAccess-Control-Allow-Origin: *\r\n",
                        "\r\nAccess-Control-Allow-Methods: GET, HEAD, OPTIONS\r\n",
                        "\r\nAccess-Control-Allow-Headers: Authorization, If-None-Match, Last-Event-ID\r\n",
                        "\r\nAccess-Control-Max-Age: 86400\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void options_alone_is_no_preflight() throws IOException {
        assertThat(send("OPTIONS /held", "Origin: https://example.org")).startsWith("HTTP/1.1 405 ");
        assertThat(send("OPTIONS /held", "Access-Control-Request-Method: GET")).startsWith("HTTP/1.1 405 ");
    }

    @Test
    void a_server_that_is_not_meant_for_pages_says_nothing_of_it() throws Exception {
        try (var closed = HttpServer.start("127.0.0.1", 0, "HTTP_PORT", new HttpLimits(64, 4), config -> {})) {
            assertThat(RawClient.exchange(
                            closed.port(),
                            "GET / HTTP/1.1\r\nHost: a\r\nOrigin: https://example.org\r\nConnection: close\r\n\r\n"))
                    .doesNotContain("Access-Control");
        }
    }

    private static String send(String request, String... headers) throws IOException {
        return RawClient.exchange(
                server.port(),
                request + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + String.join("\r\n", headers) + "\r\n\r\n");
    }
}
