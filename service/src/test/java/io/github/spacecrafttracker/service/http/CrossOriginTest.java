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

/** Pages of other origins may read replies and their headers. */
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
                    config.routes.get("/found", context -> context.result("found"));
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
                "GET /found",
                "GET /nothing",
                "GET /bug",
                "PUT /found",
                "OPTIONS /found",
                "GET /%zz",
                "GET /%00",
                "GET /found?-",
            })
    void every_reply_including_errors_is_readable_from_any_origin(String request) throws IOException {
        assertThat(send(request, "Origin: https://example.org"))
                .containsOnlyOnce("\r\nAccess-Control-Allow-Origin: *\r\n")
                .containsOnlyOnce("\r\nAccess-Control-Expose-Headers: As-Of, ETag\r\n");
    }

    @Test
    void the_headers_are_the_same_for_each_origin_and_without_one() throws IOException {
        assertThat(send("GET /found", "X: y")).contains("\r\nAccess-Control-Allow-Origin: *\r\n");
        assertThat(send("GET /found", "Origin: https://example.org")).doesNotContain("example.org", "Vary: Origin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/found", "/nothing"})
    void a_preflight_is_answered_without_calling_a_route(String path) throws IOException {
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
    void an_options_request_without_the_preflight_headers_is_not_a_preflight() throws IOException {
        assertThat(send("OPTIONS /found", "Origin: https://example.org")).startsWith("HTTP/1.1 405 ");
        assertThat(send("OPTIONS /found", "Access-Control-Request-Method: GET")).startsWith("HTTP/1.1 405 ");
    }

    @Test
    void a_server_without_cross_origin_access_sends_no_cors_headers() throws Exception {
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
