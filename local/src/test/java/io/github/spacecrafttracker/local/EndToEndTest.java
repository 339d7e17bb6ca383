package io.github.spacecrafttracker.local;

import static io.github.spacecrafttracker.local.CommittedLog.header;
import static io.github.spacecrafttracker.testkit.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.embedded.upstream.Fault;
import io.github.spacecrafttracker.embedded.upstream.RecordedSpacecraft;
import io.github.spacecrafttracker.embedded.upstream.StubUpstream;
import io.github.spacecrafttracker.json.Json;
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

/** Tests the local run with a stub that implements Launch Library 2's contract. */
class EndToEndTest {
    private static final long FREEDOM = 551;

    private final StubUpstream upstream = StubUpstream.start(0);
    private final HttpClient http = HttpClient.newHttpClient();
    private LocalProcess tracker;

    @TempDir
    private Path data;

    @BeforeEach
    void start() throws IOException {
        upstream.serve(RecordedSpacecraft.all());
        tracker = start("normal");
    }

    @AfterEach
    void close() {
        tracker.close();
        upstream.close();
    }

    @Test
    void each_tracked_change_produces_one_event_and_other_changes_produce_none() {
        awaitEvents(19);
        assertThat(tracker.changes()).as("the baseline").allSatisfy(event -> {
            assertThat(type(event)).isEqualTo("catalogue.appeared.v1");
            assertThat(data(event).path("initial").booleanValue()).isTrue();
        });

        // Changes in untracked fields are served but do not produce events.
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

        // Events keep their order, so an event for one of those changes would precede these.
        change(row -> row.put("in_space", false));
        awaitEvents(20);
        change(row -> row.putObject("status").put("id", 2).put("name", "Retired"));
        awaitEvents(21);
        change(row -> row.put("mission_ends_count", 5));
        awaitEvents(22);
        change(row -> row.put("flights_count", 4));
        awaitEvents(23);
        assertThat(tracker.changes().stream()
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

    /** Each detail, from upstream's reply to the feed. See docs/guarantees.md#g1. */
    @Test
    void each_detail_that_changes_reaches_the_feed_in_one_event_and_nested_edits_do_not() throws Exception {
        awaitEvents(19);
        var description = upstream.row(FREEDOM).orElseThrow().path("description");
        change(row -> {
            row.put("time_docked", "P600D").putNull("image");
            row.withObject("spacecraft_config")
                    .put("name", "Crew Dragon II")
                    .withObject("agency")
                    .put("name", "Space Exploration");
        });
        await().untilAsserted(() -> assertThat(served()).contains("Space Exploration"));

        change(row -> row.put("name", "Freedom"));
        awaitEvents(20);
        change(row -> row.putNull("serial_number"));
        awaitEvents(21);
        change(row -> row.put("is_placeholder", true));
        awaitEvents(22);
        change(row -> row.put("description", "Edited."));
        awaitEvents(23);
        change(row -> row.withObject("spacecraft_config").put("id", 99).put("name", "Crew Dragon 3"));
        awaitEvents(24);
        change(row -> row.put("name", "Crew Dragon Freedom").put("serial_number", "C212"));
        awaitEvents(25);

        var expected = List.of(
                "{\"name\":\"Crew Dragon Freedom\"} {\"name\":\"Freedom\"}",
                "{\"serial_number\":\"C212\"} {\"serial_number\":null}",
                "{\"is_placeholder\":false} {\"is_placeholder\":true}",
                "{\"description\":" + description + "} {\"description\":\"Edited.\"}",
                "{\"spacecraft_config\":{\"id\":6,\"name\":\"Crew Dragon II\"}}"
                        + " {\"spacecraft_config\":{\"id\":99,\"name\":\"Crew Dragon 3\"}}",
                "{\"name\":\"Freedom\",\"serial_number\":null}"
                        + " {\"name\":\"Crew Dragon Freedom\",\"serial_number\":\"C212\"}");
        await().untilAsserted(() -> assertThat(feed("kind=details")
                        .valueStream()
                        .map(event -> event.path("subject").stringValue() + " " + event.at("/data/before") + " "
                                + event.at("/data/after")))
                .containsExactlyElementsOf(
                        expected.stream().map(change -> "551 " + change).toList()));
    }

    /**
     * A removal is also detected if it happens while the tracker is down. A change of LL2_MODE does
     * not produce events. See docs/guarantees.md#g4.
     */
    @Test
    void a_removed_spacecraft_is_reported_as_removed_and_a_returned_one_as_reappeared() throws Exception {
        awaitEvents(19);
        var row = upstream.row(FREEDOM).orElseThrow();
        upstream.remove(FREEDOM);
        awaitEvents(20);
        assertThat(changesAfterTheBaseline()).containsExactly("551 catalogue.removed.v1");
        await().untilAsserted(() -> assertThat(served()).contains("\"detail\""));

        upstream.put(row);
        awaitEvents(21);
        assertThat(tracker.stop("TERM")).isEqualTo(143);
        upstream.remove(452);
        tracker = start("detailed");
        awaitEvents(22);
        await().untilAsserted(() -> assertThat(served()).contains("\"flights\":"));
        var changes = List.of("551 catalogue.removed.v1", "551 catalogue.reappeared.v1", "452 catalogue.removed.v1");
        assertThat(changesAfterTheBaseline()).containsExactlyInAnyOrderElementsOf(changes);

        assertThat(tracker.stop("TERM")).isEqualTo(143);
        tracker = start("normal");
        await().untilAsserted(() -> assertThat(served()).contains("\"id\":551").doesNotContain("\"flights\":"));
        assertThat(changesAfterTheBaseline()).containsExactlyInAnyOrderElementsOf(changes);
    }

    private LocalProcess start(String mode) throws IOException {
        return LocalProcess.following(upstream, data, Map.of("LL2_MODE", mode));
    }

    private List<String> changesAfterTheBaseline() {
        return tracker.changes().stream()
                .map(event -> event.key() + " " + type(event))
                .filter(change -> !change.endsWith(".appeared.v1"))
                .toList();
    }

    private void change(Consumer<ObjectNode> change) {
        var row = upstream.row(FREEDOM).orElseThrow();
        change.accept(row);
        upstream.put(row);
    }

    private void awaitEvents(int count) {
        await().untilAsserted(() -> assertThat(tracker.changes()).hasSize(count));
    }

    private JsonNode feed(String query) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(tracker.api()).resolve("/v1/changes?" + query))
                .header("Accept", "application/json")
                .build();
        return Json.MAPPER
                .readTree(http.send(request, BodyHandlers.ofByteArray()).body())
                .path("results");
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
