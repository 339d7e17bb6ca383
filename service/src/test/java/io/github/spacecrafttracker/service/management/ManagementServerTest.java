package io.github.spacecrafttracker.service.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spacecrafttracker.service.lifecycle.StartException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagementServerTest {
    private static final String HOST = "127.0.0.1";

    private final HttpClient client = HttpClient.newHttpClient();
    private volatile List<String> notLive = List.of();
    private volatile List<String> notReady = List.of();
    private volatile List<String> notes = List.of();
    private volatile @Nullable RuntimeException healthFailure;
    private ManagementServer server;

    @BeforeEach
    void start() throws StartException {
        server = ManagementServer.start(HOST, 0, "MANAGEMENT_PORT", new FakeHealth(), Metrics.registry());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_healthy_service_is_live_and_ready() throws Exception {
        assertThat(get("/health/live")).satisfies(reply -> {
            assertThat(reply.statusCode()).isEqualTo(200);
            assertThat(reply.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
            assertThat(reply.body()).isEqualTo("{\"status\":\"live\"}");
        });
        assertThat(get("/health/ready").body()).isEqualTo("{\"status\":\"ready\"}");
    }

    @Test
    void a_service_that_is_not_ready_returns_503_with_every_reason_and_is_still_live() throws Exception {
        notReady = List.of("no \"sweep\" yet", "Kafka is away");

        var reply = get("/health/ready");

        assertThat(reply.statusCode()).isEqualTo(503);
        assertThat(reply.body())
                .isEqualTo("{\"status\":\"not ready\",\"reasons\":[\"no \\\"sweep\\\" yet\",\"Kafka is away\"]}");
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        var head = request("/health/ready").method("HEAD", HttpRequest.BodyPublishers.noBody());
        assertThat(client.send(head.build(), HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(503);
    }

    @Test
    void a_service_that_is_not_live_returns_503() throws Exception {
        notLive = List.of("a thread died");

        assertThat(get("/health/live").statusCode()).isEqualTo(503);
    }

    @Test
    void notes_are_reported_next_to_the_status_and_do_not_change_it() throws Exception {
        notes = List.of("standby");

        assertThat(get("/health/live").body()).isEqualTo("{\"status\":\"live\",\"notes\":[\"standby\"]}");
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").body()).isEqualTo("{\"status\":\"ready\",\"notes\":[\"standby\"]}");

        notReady = List.of("Kafka is away");

        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("/health/ready").body())
                .isEqualTo("{\"status\":\"not ready\",\"reasons\":[\"Kafka is away\"]," + "\"notes\":[\"standby\"]}");
    }

    @Test
    void metrics_of_the_jvm_the_process_the_log_jetty_and_the_build_are_served_in_both_formats() throws Exception {
        assertThat(get("/metrics").body())
                .contains("jvm_memory_used_bytes{", "process_uptime_seconds", "jvm_threads_live_threads")
                .contains("\nlogback_events_total{", "\nprocess_files_open_files ")
                .contains("\njetty_threads_current{server=\"management\"}")
                .containsPattern("(?m)^tracker_build_info\\{java=\"[0-9].*\",version=\"[0-9].*\"} 1$")
                .doesNotContain("# EOF");

        var open = client.send(
                request("/metrics")
                        .header("Accept", "application/openmetrics-text;version=1.0.0,text/plain;q=0.5")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(open.body()).endsWith("# EOF\n");
        assertThat(open.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/openmetrics-text"));

        var other = client.send(
                request("/metrics")
                        .header("Accept", "application/openmetrics-text;q=0.5, text/plain;q=0.9")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(other.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "text/plain;q=\"", ";;q=x", ",", "a/b;\"c"})
    void metrics_are_served_as_text_if_the_accept_header_is_invalid(String accept) throws Exception {
        var reply =
                client.send(request("/metrics").header("Accept", accept).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
    }

    @Test
    void metrics_show_health_as_numbers() throws Exception {
        assertThat(get("/metrics").body()).contains("tracker_live 1.0\n", "tracker_ready 1.0\n");

        notReady = List.of("no sweep yet");
        assertThat(get("/metrics").body()).contains("tracker_live 1.0\n", "tracker_ready 0.0\n");

        notLive = List.of("a thread died");
        assertThat(get("/metrics").body()).contains("tracker_live 0.0\n", "tracker_ready 0.0\n");
    }

    @Test
    void any_other_path_returns_404_in_json_without_internals() throws Exception {
        for (var path : List.of("/", "/health", "/health/live/x", "/metrics/x", "/%2e%2e/etc")) {
            var reply = get(path);
            assertThat(reply.statusCode()).as(path).isIn(400, 404);
            assertThat(reply.body()).as(path).startsWith("{").doesNotContain("Exception", "jetty", "Jetty", "javalin");
            assertThat(reply.headers().map()).as(path).doesNotContainKeys("Server", "server", "x-powered-by");
        }
        assertThat(get("/nothing").body()).isEqualTo("{\"detail\":\"Not found.\"}");
    }

    @Test
    void a_health_check_that_throws_returns_500_without_the_message() throws Exception {
        healthFailure = new IllegalStateException("inside");

        var reply = get("/health/ready");

        assertThat(reply.statusCode()).isEqualTo(500);
        assertThat(reply.body()).doesNotContain("Exception", "inside");
    }

    @Test
    void the_reply_to_invalid_http_contains_no_internals() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("NONSENSE\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(reply).startsWith("HTTP/1.1 400").doesNotContain("Jetty", "jetty", "Exception", "\tat ");
        }
    }

    @Test
    void headers_that_are_too_large_are_rejected() throws Exception {
        var reply = client.send(
                request("/health/live").header("X-Large", "x".repeat(20_000)).build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(reply.statusCode()).isEqualTo(431);
    }

    @Test
    void a_port_in_use_is_reported_with_the_setting_to_change() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() ->
                            ManagementServer.start(HOST, port, "MANAGEMENT_PORT", new FakeHealth(), Metrics.registry()))
                    .isInstanceOfSatisfying(StartException.class, failure -> assertThat(failure.lines())
                            .containsExactly("MANAGEMENT_PORT " + port
                                    + " is in use on 127.0.0.1: set MANAGEMENT_PORT to a free port"));
        }
    }

    @Test
    void the_address_of_another_host_is_reported() {
        assertThatThrownBy(() ->
                        ManagementServer.start("192.0.2.1", 0, "MANAGEMENT_PORT", new FakeHealth(), Metrics.registry()))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith(
                        "cannot listen on port 0 (MANAGEMENT_PORT) of 192.0.2.1: set MANAGEMENT_PORT to a port");
    }

    @Test
    void a_closed_server_no_longer_listens() {
        var request = request("/health/live").build();
        server.close();

        assertThatThrownBy(() -> client.send(request, HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + HOST + ":" + server.port() + path));
    }

    private final class FakeHealth implements Health {
        @Override
        public List<String> notLive() {
            return notLive;
        }

        @Override
        public List<String> notReady() {
            var failure = healthFailure;
            if (failure != null) {
                throw failure;
            }
            return notReady;
        }

        @Override
        public List<String> notes() {
            return notes;
        }
    }
}
