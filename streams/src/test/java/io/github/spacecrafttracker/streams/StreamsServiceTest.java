package io.github.spacecrafttracker.streams;

import static io.github.spacecrafttracker.streams.SnapshotLog.shown;
import static io.github.spacecrafttracker.testkit.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spacecrafttracker.embedded.upstream.RecordedSpacecraft;
import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.service.lifecycle.Closer;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.github.spacecrafttracker.snapshot.CanonicalForm;
import io.github.spacecrafttracker.snapshot.UnreadableException;
import io.github.spacecrafttracker.streams.SnapshotLog.Shown;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Tests the whole service over HTTP, with the recorded spacecraft. */
class StreamsServiceTest extends ServiceTestBase {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @BeforeAll
    static void publishRecordedSpacecraft() throws Exception {
        var polls = new ArrayList<Shown>();
        for (var object : RecordedSpacecraft.all()) {
            polls.add(new Shown(object.required("id").longValue(), canonical(object)));
        }
        polls.add(shown(1, true));
        log.commit(polls.toArray(Shown[]::new));
        log.commit(new Shown(1, null));
        log.sweep();

        await().until(() -> manage("/health/ready").statusCode() == 200);
    }

    @Test
    void the_recorded_spacecraft_are_served_unchanged_except_for_their_urls() throws Exception {
        var reply = get("/2.3.0/spacecraft/?limit=100");

        var page = Json.MAPPER.readTree(reply.body());
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(page.propertyNames()).containsExactly("count", "next", "previous", "results");
        assertThat(page.get("count").intValue()).isEqualTo(19);
        var objects = RecordedSpacecraft.all();
        assertThat(page.get("results").size()).isEqualTo(19);
        for (int row = 0; row < 19; row++) {
            assertThat(canonical(page.get("results").get(row))).isEqualTo(canonical(objects.get(row)));
        }
    }

    @Test
    void a_list_page_has_an_as_of_header_and_links_to_the_next_and_previous_pages() throws Exception {
        var reply = get("/2.3.0/spacecraft/?offset=5&limit=5&mode=normal");

        var page = Json.MAPPER.readTree(reply.body());
        var here = "http://127.0.0.1:" + service.port() + "/2.3.0/spacecraft/";
        assertThat(page.get("next").stringValue()).isEqualTo(here + "?limit=5&mode=normal&offset=10");
        assertThat(page.get("previous").stringValue()).isEqualTo(here + "?limit=5&mode=normal");
        assertThat(reply.headers().firstValue("As-Of")).contains("2026-11-24T10:01:00.000Z");
        assertThat(reply.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(reply.headers().firstValue("Vary")).contains("Accept, Accept-Encoding");
    }

    @Test
    void a_single_spacecraft_is_served_as_of_its_last_snapshot() throws Exception {
        var first = RecordedSpacecraft.all().get(0);
        var reply = get("/2.3.0/spacecraft/" + first.required("id").longValue() + "/");

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body())
                .isEqualTo(canonical(first)
                        .replace(
                                "https://ll.thespacedevs.com/2.3.0/spacecraft/",
                                "http://127.0.0.1:" + service.port() + "/2.3.0/spacecraft/"));
        assertThat(reply.headers().firstValue("As-Of")).contains("2026-11-24T10:01:00.000Z");
    }

    @Test
    void an_unknown_or_removed_spacecraft_returns_404_with_an_as_of_header() throws Exception {
        expect(404, "{\"detail\":\"No Spacecraft matches the given query.\"}", "/2.3.0/spacecraft/999999/");
        expect(404, "{\"detail\":\"No Spacecraft matches the given query.\"}", "/2.3.0/spacecraft/1/");
        expect(
                404,
                "{\"detail\":\"No Spacecraft matches the given query.\"}",
                "/2.3.0/spacecraft/99999999999999999999999/");
        assertThat(get("/2.3.0/spacecraft/1/").headers().firstValue("As-Of")).contains("2026-11-24T10:21:00.000Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/2.3.0/spacecraft/four/",
                "/2.3.0/spacecraft/4/flights/",
                "/2.3.0/spacecrafts/",
                "/2.2.0/spacecraft/",
                "/2.3.0//spacecraft/",
                "/page/"
            })
    void an_unknown_path_returns_404(String path) throws Exception {
        expect(404, "{\"detail\":\"Not found.\"}", path);
    }

    @Test
    void a_path_without_its_trailing_slash_is_redirected_to_a_relative_location() throws Exception {
        var reply = get("/2.3.0/spacecraft?limit=2&search=a+b");
        assertThat(reply.statusCode()).isEqualTo(301);
        assertThat(reply.headers().firstValue("Location")).contains("/2.3.0/spacecraft/?limit=2&search=a+b");
        assertThat(reply.body()).isEmpty();
        assertThat(get("/2.3.0/spacecraft/4").headers().firstValue("Location")).contains("/2.3.0/spacecraft/4/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "BREW"})
    void other_methods_are_not_allowed(String method) throws Exception {
        var reply = send(method, "/2.3.0/spacecraft/");

        assertThat(reply.statusCode()).isEqualTo(405);
        assertThat(reply.body()).isEqualTo("{\"detail\":\"Method \\\"" + method + "\\\" not allowed.\"}");
        assertThat(reply.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
    }

    @Test
    void head_returns_the_headers_of_get_without_a_body() throws Exception {
        var get = get("/2.3.0/spacecraft/?limit=3");
        var head = send("HEAD", "/2.3.0/spacecraft/?limit=3");

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("As-Of")).isEqualTo(get.headers().firstValue("As-Of"));
        assertThat(head.headers().firstValue("Content-Length"))
                .isEqualTo(get.headers().firstValue("Content-Length"))
                .isPresent();
    }

    @Test
    void a_conditional_request_returns_304_with_an_as_of_header() throws Exception {
        var path = "/2.3.0/spacecraft/?limit=3";
        var page = get(path);
        var again = CLIENT.send(
                HttpRequest.newBuilder(page.uri())
                        .header(
                                "If-None-Match",
                                page.headers().firstValue("ETag").orElseThrow())
                        .build(),
                BodyHandlers.ofString());

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.headers().firstValue("As-Of"))
                .isEqualTo(page.headers().firstValue("As-Of"))
                .isPresent();
        assertThat(get("/2.3.0/spacecraft/?limit=4").headers().firstValue("ETag"))
                .isNotEqualTo(page.headers().firstValue("ETag"));
    }

    @Test
    void any_origin_may_read_the_replies_and_their_headers() throws Exception {
        assertThat(get("/2.3.0/spacecraft/").headers().map())
                .containsEntry("access-control-allow-origin", List.of("*"))
                .containsEntry("access-control-expose-headers", List.of("As-Of, Age, Allow, ETag, Retry-After"));
        assertThat(manage("/health/ready").headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /2.3.0/spacecraft/ HTTP/1.1\r\nHost: a/b\r\nConnection: close\r\n\r\n",
                "GET /2.3.0/spacecraft/ HTTP/1.1\r\nHost: \"x\"\r\nConnection: close\r\n\r\n",
                "GET /2.3.0/spacecraft/ HTTP/1.1\r\nConnection: close\r\n\r\n",
                "GET /2.3.0/spacecraft/4%00/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "GET /2.3.0/../../etc/passwd HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "nonsense\r\n\r\n"
            })
    void a_malformed_request_is_rejected_with_a_detail(String request) throws Exception {
        assertThat(raw(request))
                .matches(
                        "(?s)HTTP/1\\.1 400 .*\r\nContent-Type: application/json\r\n.*\r\n\r\n\\{\"detail\":\"[^\"]+\\.\"}");
    }

    @Test
    void the_metrics_can_be_scraped() throws Exception {
        // The diff may still be starting, because the service waits only for the catalogue.
        await().untilAsserted(() -> assertThat(manage("/metrics").body())
                .contains("tracker_snapshots_total{verdict=\"removed\"} 1.0")
                .contains("tracker_events_total{type=\"catalogue.appeared.v1\"} 20.0"));
        var metrics = manage("/metrics").body();

        assertThat(metrics)
                .contains("tracker_dead_letters_total{cause=\"value\"} 0.0")
                .contains("tracker_catalogue_rows 19.0")
                .contains("tracker_spacecraft_in_space ")
                .containsPattern("tracker_list_age_seconds\\{list=\"in_space\"} [0-9]")
                .contains("tracker_catalogue_records_total{verdict=\"held\"}")
                .contains("kafka_stream_client_state")
                .contains("kafka_stream_thread_process_total")
                .contains("kafka_consumer_fetch_manager_records_consumed_total")
                .contains("kafka_producer_record_send_total")
                .contains("application=\"catalogue\"")
                .contains("application=\"diff\"");
    }

    @Test
    void a_port_in_use_is_reported_with_its_setting() {
        try (var closer = new Closer()) {
            var portInUse = TestSettings.on(service.port());
            assertThatThrownBy(() -> StreamsService.start(closer, "127.0.0.1", portInUse, kafka("other")))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("HTTP_PORT");
        }
    }

    @Test
    void before_the_first_complete_sweep_the_service_is_not_ready() throws Exception {
        try (var closer = new Closer()) {
            var empty = StreamsService.start(closer, "127.0.0.1", TestSettings.on(0), kafka("empty"));
            var list = URI.create("http://127.0.0.1:" + empty.port() + "/2.3.0/spacecraft/");
            await().untilAsserted(() -> assertThat(send("GET", list).body())
                    .isEqualTo("{\"detail\":\"Not ready: no sweep has been completed yet.\"}"));
            var reply = send("GET", list.resolve("4/"));
            assertThat(reply.statusCode()).isEqualTo(503);
            assertThat(reply.headers().firstValue("Retry-After")).contains("10");
            assertThat(reply.headers().firstValue("As-Of")).isEmpty();

            var management = URI.create("http://127.0.0.1:" + empty.managementPort() + "/");
            assertThat(send("GET", management.resolve("health/live")).statusCode())
                    .isEqualTo(200);
            assertThat(send("GET", management.resolve("health/ready")).statusCode())
                    .isEqualTo(503);
            assertThat(send("GET", management.resolve("metrics")).body())
                    .contains("tracker_ready 0.0\n")
                    .as("alerts need a value even for a list without As-Of")
                    .containsPattern("(?m)^tracker_list_age_seconds\\{list=\"all\"} [0-9]")
                    .containsPattern("(?m)^tracker_list_age_seconds\\{list=\"in_space\"} [0-9]");
        }
    }

    private static String canonical(JsonNode object) throws UnreadableException {
        return new String(CanonicalForm.of(object.toString().getBytes(UTF_8)), UTF_8);
    }

    private static KafkaSettings kafka(String prefix) {
        return new KafkaSettings(broker.bootstrapServers(), prefix, 3, 1, Map.of());
    }

    private static void expect(int status, String body, String path) throws Exception {
        var reply = get(path);
        assertThat(reply.body()).isEqualTo(body);
        assertThat(reply.statusCode()).isEqualTo(status);
        assertThat(reply.headers().firstValue("Content-Type")).contains("application/json");
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path);
    }

    private static HttpResponse<String> manage(String path) throws IOException, InterruptedException {
        return send("GET", service.managementPort(), path);
    }

    private static HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        return send(method, service.port(), path);
    }

    private static HttpResponse<String> send(String method, int port, String path)
            throws IOException, InterruptedException {
        return send(method, URI.create("http://127.0.0.1:" + port + path));
    }

    private static HttpResponse<String> send(String method, URI uri) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(uri)
                        .timeout(Duration.ofSeconds(20))
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    private static String raw(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
