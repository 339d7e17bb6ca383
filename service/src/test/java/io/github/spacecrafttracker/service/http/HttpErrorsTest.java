package io.github.spacecrafttracker.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sends invalid requests as raw bytes, because Java's HTTP clients would refuse to send most of
 * them.
 */
class HttpErrorsTest {
    private static HttpServer server;

    @BeforeAll
    static void start() throws StartException {
        server = HttpServer.start("127.0.0.1", 0, "HTTP_PORT", new HttpLimits(64, 4), config -> {
            config.routes.get("/found", context -> context.result("found"));
            config.routes.get("/bug", context -> {
                throw new IllegalStateException("inside");
            });
            config.routes.get("/{id}", context -> {
                throw new NotFoundResponse(context.pathParam("id"));
            });
        });
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of("an unknown path", get("/nothing"), 404, "Not found."),
                Arguments.of("a zero byte in the path", get("/%00"), 400, "Bad Request."),
                Arguments.of("an invalid percent encoding", get("/found%zz"), 400, "Bad Request."),
                Arguments.of("a percent sign at the end", get("/found%"), 400, "Bad Request."),
                Arguments.of("a JavaScript encoding", get("/%u0041"), 400, "Bad Request."),
                Arguments.of("a byte that is not UTF-8", get("/found%ff"), 400, "Bad Request."),
                Arguments.of("an encoded slash", get("/a%2fb"), 404, "Not found."),
                Arguments.of("a path with encoded parent segments", get("/a/..%2f..%2fb"), 404, "Not found."),
                Arguments.of("a path above the root", get("/../b"), 400, "Bad Request."),
                Arguments.of("a path without a slash", get("found"), 400, "Bad Request."),
                Arguments.of("a path with a semicolon", get("/found;a=b/"), 404, "Not found."),
                Arguments.of("a very long path", get("/" + "x".repeat(20_000)), 414, "URI Too Long."),
                Arguments.of(
                        "very long headers",
                        "GET /found HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(20_000) + "\r\n\r\n",
                        431,
                        "Request Header Fields Too Large."),
                Arguments.of("a missing host", "GET /found HTTP/1.1\r\n\r\n", 400, "Bad Request."),
                Arguments.of("an invalid host", "GET /found HTTP/1.1\r\nHost: a b\r\n\r\n", 400, "Bad Request."),
                Arguments.of("two hosts", "GET /found HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, "Bad Request."),
                Arguments.of(
                        "an invalid port of the host", "GET /found HTTP/1.1\r\nHost: a:b\r\n\r\n", 400, "Bad Request."),
                Arguments.of(
                        "a header without a colon", "GET /found HTTP/1.1\r\nHost: a\r\nX\r\n\r\n", 400, "Bad Request."),
                Arguments.of(
                        "an invalid length",
                        "GET /found HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
                        400,
                        "Bad Request."),
                Arguments.of("text that is not HTTP", "NONSENSE\r\n\r\n", 400, "Bad Request."),
                Arguments.of("TLS", "\u0016\u0003\u0001\u0002\r\n\r\n", 400, "Bad Request."),
                Arguments.of(
                        "a future version of HTTP",
                        "GET /found HTTP/9.0\r\nHost: a\r\n\r\n",
                        505,
                        "HTTP Version Not Supported."),
                Arguments.of(
                        "an unknown method",
                        "BREW /found HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                        404,
                        "Not found."),
                Arguments.of(
                        "a method without a route",
                        "PUT /%00 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                        400,
                        "Bad Request."),
                Arguments.of("a client that accepts HTML", get("/%00", "Accept: text/html"), 400, "Bad Request."),
                Arguments.of(
                        "a client that accepts images only", get("/%00", "Accept: image/png"), 400, "Bad Request."),
                Arguments.of("a bug", get("/bug"), 500, "Server Error."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void every_error_is_json_with_a_detail_and_without_internals(String what, String request, int status, String detail)
            throws IOException {
        var reply = send(request);
        var head = reply.substring(0, Math.max(0, reply.indexOf("\r\n\r\n"))).toLowerCase(Locale.ROOT);
        var body = reply.substring(reply.indexOf("\r\n\r\n") + 4);

        assertThat(head).startsWith("http/1.1 " + status + " ").contains("content-type: application/json");
        assertThat(body).isEqualTo(Json.MAPPER.writeValueAsString(Map.of("detail", detail)));
        assertThat(reply.toLowerCase(Locale.ROOT)).doesNotContain("jetty", "javalin", "exception", "server:", "\tat ");
    }

    private static String get(String path) {
        return get(path, "Accept: */*");
    }

    private static String get(String path, String header) {
        return "GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + header + "\r\n\r\n";
    }

    private static String send(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
