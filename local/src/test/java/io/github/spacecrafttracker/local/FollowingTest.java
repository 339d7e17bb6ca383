package io.github.spacecrafttracker.local;

import static io.github.spacecrafttracker.local.CommittedLog.header;
import static io.github.spacecrafttracker.testkit.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.embedded.upstream.Fault;
import io.github.spacecrafttracker.embedded.upstream.RecordedSpacecraft;
import io.github.spacecrafttracker.embedded.upstream.StubUpstream;
import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.topic.Topic;
import io.github.spacecrafttracker.topic.Topics;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The whole of it, following a server with Launch Library 2's contract. */
class FollowingTest {
    private static final List<String> CHANGES =
            Topics.withPrefix("spacecraft").changes().stream().map(Topic::name).toList();
    private static final long FREEDOM = 551;

    private final StubUpstream upstream = StubUpstream.start(0);
    private final HttpClient http = HttpClient.newHttpClient();
    private LocalProcess tracker;

    @TempDir
    private Path data;

    @BeforeEach
    void follow() throws IOException {
        upstream.serve(RecordedSpacecraft.all());
        tracker = start("normal");
    }

    @AfterEach
    void close() {
        tracker.close();
        upstream.close();
    }

    @Test
    void what_changes_is_told_once_and_what_does_not_is_not() {
        awaitEvents(19);
        assertThat(events()).as("the baseline").allSatisfy(event -> {
            assertThat(type(event)).isEqualTo("catalogue.appeared.v1");
            assertThat(data(event).path("initial").booleanValue()).isTrue();
        });

        // Noise, first: it is served, and is no event.
        change(row -> row.put("time_in_space", "P600D")
                .put("new", "Прогресс é \ud83d\ude80")
                .put("precise", new BigDecimal("12345678901234567890.10"))
                .putNull("image"));
        upstream.failUntilRecovered(Fault.rewriteRows(row ->
                row.put("url", "http://elsewhere.example/2.3.0/spacecraft/" + row.path("id") + "/?format=json")));
        await().untilAsserted(() -> assertThat(served())
                .contains("\"time_in_space\":\"P600D\"")
                .contains("\"new\":\"Прогресс é \ud83d\ude80\"")
                .contains("\"precise\":12345678901234567890.10")
                .contains("\"url\":\"" + tracker.api() + "551/\""));

        // Then one change of each kind. Events keep their order, so noise would have been told before them.
        change(row -> row.put("in_space", false));
        awaitEvents(20);
        change(row -> row.putObject("status").put("id", 2).put("name", "Retired"));
        awaitEvents(21);
        change(row -> row.put("mission_ends_count", 5));
        awaitEvents(22);
        change(row -> row.put("flights_count", 4));
        awaitEvents(23);
        assertThat(events().stream()
                        .filter(event -> !type(event).equals("catalogue.appeared.v1"))
                        .map(event -> type(event) + " " + data(event).path("before") + " "
                                + data(event).path("after")
                                + (data(event).path("correction").booleanValue(false) ? " correction" : "")))
                .containsExactlyInAnyOrder(
                        "in_space.left.v1 {\"in_space\":true} {\"in_space\":false}",
                        "status.changed.v1 {\"status\":{\"id\":1,\"name\":\"Active\"}} {\"status\":{\"id\":2,\"name\":\"Retired\"}}",
                        "counts.changed.v1 {\"flights_count\":5,\"mission_ends_count\":4} {\"flights_count\":5,\"mission_ends_count\":5}",
                        "counts.changed.v1 {\"flights_count\":5,\"mission_ends_count\":5} {\"flights_count\":4,\"mission_ends_count\":5} correction");
    }

    /** Promise 4, also for what happens while it is down. A change of mode in between is no change. */
    @Test
    void what_is_deleted_is_told_as_removed_and_what_comes_back_as_reappeared() throws Exception {
        awaitEvents(19);
        var row = upstream.row(FREEDOM).orElseThrow();
        upstream.remove(FREEDOM);
        awaitEvents(20);
        assertThat(told()).containsExactly("551 catalogue.removed.v1");
        await().untilAsserted(() -> assertThat(served()).contains("\"detail\""));

        upstream.put(row);
        awaitEvents(21);
        assertThat(tracker.end("TERM")).isEqualTo(143);
        upstream.remove(452);
        tracker = start("detailed");
        awaitEvents(22);
        await().untilAsserted(() -> assertThat(served()).contains("\"flights\":"));
        assertThat(told())
                .containsExactlyInAnyOrder(
                        "551 catalogue.removed.v1", "551 catalogue.reappeared.v1", "452 catalogue.removed.v1");
    }

    private LocalProcess start(String mode) throws IOException {
        return LocalProcess.start(
                data, Map.of("LL2_BASE_URL", upstream.baseUrl(), "LL2_REQUESTS_PER_HOUR", "36000", "LL2_MODE", mode));
    }

    private List<String> told() {
        return events().stream()
                .map(event -> event.key() + " " + type(event))
                .filter(it -> !it.endsWith("appeared.v1") || it.endsWith("reappeared.v1"))
                .toList();
    }

    private void change(Consumer<ObjectNode> change) {
        var row = upstream.row(FREEDOM).orElseThrow();
        change.accept(row);
        upstream.put(row);
    }

    private void awaitEvents(int count) {
        await().untilAsserted(() -> assertThat(events()).hasSize(count));
    }

    private List<ConsumerRecord<String, byte[]>> events() {
        return CommittedLog.read(tracker.bootstrapServers(), CHANGES);
    }

    private String served() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(tracker.api() + FREEDOM + "/"))
                .build();
        return new String(http.send(request, BodyHandlers.ofByteArray()).body(), UTF_8);
    }

    private static String type(ConsumerRecord<String, byte[]> event) {
        return header(event, "ce_type").replace("io.github.spacecrafttracker.", "");
    }

    private static JsonNode data(ConsumerRecord<String, byte[]> event) {
        return Json.MAPPER.readTree(event.value());
    }
}
