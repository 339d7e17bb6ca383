package io.github.spacecrafttracker.streams.http.ll2;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.service.http.HttpLimits;
import io.github.spacecrafttracker.service.http.HttpServer;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.github.spacecrafttracker.streams.http.BaseUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the exact bytes of the routes of LL2's API that do not need the catalogue. */
class IndexAndThrottleTest {
    private static final String THROTTLE =
            "{\"your_request_limit\":2147483647,\"limit_frequency_secs\":3600,\"current_use\":0,\"next_use_secs\":0,\"ident\":\"anonymous\"}";

    @SuppressWarnings("NullAway.Init")
    private static HttpServer server;

    @BeforeAll
    static void startServer() throws StartException {
        server = start(Optional.empty());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void the_index_links_to_the_address_of_the_request() throws Exception {
        var reply = send(server, "GET /2.3.0/ HTTP/1.1", "tracker.example:8080");

        assertThat(reply).startsWith("HTTP/1.1 200 ").contains("\r\nContent-Type: application/json\r\n");
        assertThat(body(reply))
                .isEqualTo("{\"spacecraft\":\"http://tracker.example:8080/2.3.0/spacecraft/\","
                        + "\"api-throttle\":\"http://tracker.example:8080/2.3.0/api-throttle/\"}");
    }

    @Test
    void the_index_links_to_the_public_url_if_one_is_set() throws Exception {
        try (var behindProxy = start(Optional.of(URI.create("https://tracker.example/ll2/")))) {
            assertThat(body(send(behindProxy, "GET /2.3.0/ HTTP/1.1", "10.0.0.7")))
                    .startsWith("{\"spacecraft\":\"https://tracker.example/ll2/2.3.0/spacecraft/\",");
        }
    }

    @Test
    void an_invalid_host_is_rejected() throws Exception {
        var reply = send(server, "GET /2.3.0/ HTTP/1.1", "a_b$c");

        assertThat(reply).startsWith("HTTP/1.1 400 ");
        assertThat(body(reply)).isEqualTo("{\"detail\":\"Invalid Host header.\"}");
    }

    @Test
    void api_throttle_reports_the_maximum_limit_and_an_anonymous_client() throws Exception {
        for (int request = 0; request < 3; request++) {
            var reply = send(server, "GET /2.3.0/api-throttle/ HTTP/1.1", "a");
            assertThat(reply).startsWith("HTTP/1.1 200 ").contains("\r\nContent-Type: application/json\r\n");
            assertThat(body(reply)).isEqualTo(THROTTLE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/2.3.0, /2.3.0/",
        "/2.3.0?format=json&a=%20b, /2.3.0/?format=json&a=%20b",
        "/2.3.0/api-throttle, /2.3.0/api-throttle/"
    })
    void a_missing_trailing_slash_is_added_by_a_relative_redirect(String path, String location) throws Exception {
        for (var method : List.of("GET", "HEAD", "OPTIONS", "POST")) {
            var reply = send(server, method + " " + path + " HTTP/1.1", "a");
            assertThat(reply).startsWith("HTTP/1.1 301 ").contains("\r\nLocation: " + location + "\r\n");
            assertThat(body(reply)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/2.3.0/", "/2.3.0/api-throttle/"})
    void head_returns_the_reply_of_get_without_the_body(String path) throws Exception {
        var get = send(server, "GET " + path + " HTTP/1.1", "a");
        var head = send(server, "HEAD " + path + " HTTP/1.1", "a");

        assertThat(body(head)).isEmpty();
        assertThat(get).contains("\r\nAllow: GET, HEAD, OPTIONS\r\n");
        assertThat(head.lines().filter(line -> !line.startsWith("Date:")))
                .containsExactlyElementsOf(get.substring(0, get.indexOf("\r\n\r\n") + 4)
                        .lines()
                        .filter(line -> !line.startsWith("Date:"))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/2.3.0/", "/2.3.0/api-throttle/"})
    void options_lists_the_methods(String path) throws Exception {
        var reply = send(server, "OPTIONS " + path + " HTTP/1.1", "a");

        assertThat(reply).startsWith("HTTP/1.1 204 ").contains("\r\nAllow: GET, HEAD, OPTIONS\r\n");
    }

    private static HttpServer start(Optional<URI> publicUrl) throws StartException {
        return HttpServer.start("127.0.0.1", 0, "HTTP_PORT", new HttpLimits(64, 8), routes -> {
            routes.router.ignoreTrailingSlashes = false;
            new IndexApi(BaseUrl.of(publicUrl)).addTo(routes);
        });
    }

    private static String body(String reply) {
        return reply.substring(reply.indexOf("\r\n\r\n") + 4);
    }

    private static String send(HttpServer server, String requestLine, String host) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write((requestLine + "\r\nHost: " + host + "\r\nConnection: close\r\n\r\n").getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }
}
