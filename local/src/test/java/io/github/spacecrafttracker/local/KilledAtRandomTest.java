package io.github.spacecrafttracker.local;

import static io.github.spacecrafttracker.local.CommittedLog.header;
import static io.github.spacecrafttracker.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.embedded.upstream.RecordedSpacecraft;
import io.github.spacecrafttracker.embedded.upstream.StubUpstream;
import io.github.spacecrafttracker.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every change is reported once and the baseline raises no alerts, even if the whole local run,
 * including its broker, is killed with {@code kill -9}. See docs/guarantees.md#g1 and
 * docs/guarantees.md#g3. CONTRIBUTING.md has the command for more kills.
 */
class KilledAtRandomTest {
    private final Random random = new Random(Long.getLong("seed", 20261124));
    private final StubUpstream upstream = StubUpstream.start(0);
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Long> ids = new ArrayList<>();

    @TempDir
    private Path data;

    /** Serves several pages of spacecraft, so that a kill can interrupt the baseline. */
    @BeforeEach
    void serveEightCopiesOfTheRecordedSpacecraft() {
        var rows = new ArrayList<ObjectNode>();
        for (var copy = 0; copy < 8; copy++) {
            for (var row : RecordedSpacecraft.all()) {
                rows.add(row.put("id", row.path("id").longValue() + copy * 1_000L));
            }
        }
        rows.forEach(row -> ids.add(row.path("id").longValue()));
        upstream.serve(rows);
    }

    @AfterEach
    void close() {
        upstream.close();
    }

    @Test
    void every_change_produces_exactly_one_event() throws Exception {
        var kills = Integer.getInteger("kills", 10);
        for (var kill = 0; kill < kills; kill++) {
            try (var tracker = start()) {
                changeDuring(kill == 0 ? 1 : random.nextInt(2, 25));
                pause(random.nextInt(150));
                tracker.kill();
            }
        }
        try (var tracker = start()) {
            await().until(() -> status(tracker.api()) == 200);
            var baseline = Set.copyOf(ids);
            upstream.put(RecordedSpacecraft.all().get(0).put("id", 99_999));
            ids.add(99_999L);
            changeDuring(30);
            await().until(() -> served(tracker.api()).equals(upstreamState()));
            assertEventsMatchSnapshots(tracker, baseline);
            assertThat(tracker.stop("TERM")).isEqualTo(143);
        }
    }

    private LocalProcess start() throws IOException {
        return LocalProcess.following(upstream, data, Map.of());
    }

    /** Changes spacecraft after each of the given number of requests. */
    private void changeDuring(int requests) {
        var before = upstream.spacecraftRequests().size();
        for (var request = 1; request <= requests; request++) {
            var target = before + request;
            await().pollInterval(Duration.ofMillis(5))
                    .until(() -> upstream.spacecraftRequests().size() >= target);
            for (var change = 0; change < 3; change++) {
                change(ids.get(random.nextInt(ids.size())));
            }
        }
    }

    private void change(long id) {
        var row = upstream.row(id).orElseThrow();
        switch (random.nextInt(9)) {
            case 0 -> row.put("in_space", !row.path("in_space").booleanValue());
            case 1 -> row.putObject("status").put("id", random.nextInt(1, 6)).put("name", "any");
            case 2 -> row.put("flights_count", random.nextInt(9));
            case 3 -> row.putNull("mission_ends_count");
            case 4 -> row.put("name", "Name " + random.nextInt(9)).put("description", "Edited.");
            case 5 -> row.put("serial_number", random.nextBoolean() ? "TBD" : null);
            case 6 -> row.withObject("spacecraft_config").put("id", random.nextInt(1, 4));
            case 7 -> row.put("time_in_space", "P" + random.nextInt(900) + "D");
            default -> row.put("unknown", random.nextLong());
        }
        upstream.put(row);
    }

    /** Waits, so that the next kill can interrupt any part of the work on a request. */
    private static void pause(int millis) throws InterruptedException {
        assertThat(new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)).isFalse();
    }

    private void assertEventsMatchSnapshots(LocalProcess tracker, Set<Long> baseline) {
        var snapshots = CommittedLog.read(tracker.bootstrapServers(), LocalProcess.TOPICS.snapshots());
        assertObservationsIncrease(snapshots);
        var expected = ExpectedChanges.from(snapshots);
        await().untilAsserted(() -> {
            var events = tracker.changes();
            assertThat(ExpectedChanges.reportedBy(events)).isEqualTo(expected);
            assertThat(events.stream().map(event -> header(event, "ce_id"))).doesNotHaveDuplicates();
            assertThat(events).as("enough kills and changes happened").hasSizeGreaterThan(ids.size() + 50);
        });
        for (var event : CommittedLog.read(tracker.bootstrapServers(), LocalProcess.TOPICS.catalogue())) {
            assertThat(Json.MAPPER.readTree(event.value()).path("initial").booleanValue())
                    .as(event.key())
                    .isEqualTo(baseline.contains(Long.valueOf(event.key())));
        }
    }

    private static void assertObservationsIncrease(List<ConsumerRecord<String, byte[]>> snapshots) {
        var last = new HashMap<String, Long>();
        for (var snapshot : snapshots) {
            var observation = Long.parseLong(header(snapshot, "observation"));
            var before = last.put(snapshot.key(), observation);
            assertThat(observation).as("observation of %s", snapshot.key()).isGreaterThan(before == null ? -1 : before);
        }
    }

    private int status(String api) throws IOException, InterruptedException {
        return get(api).statusCode();
    }

    private HttpResponse<byte[]> get(String url) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofByteArray());
    }

    private Map<Long, String> served(String api) throws IOException, InterruptedException {
        var served = new HashMap<Long, String>();
        for (var offset = 0; offset < ids.size(); offset += 100) {
            var page = Json.MAPPER.readTree(
                    get(api + "?limit=100&offset=" + offset).body());
            page.path("results").forEach(row -> served.put(row.path("id").longValue(), tracked(row)));
        }
        return served;
    }

    private Map<Long, String> upstreamState() {
        var state = new HashMap<Long, String>();
        ids.forEach(id -> state.put(id, tracked(upstream.row(id).orElseThrow())));
        return state;
    }

    private static String tracked(JsonNode row) {
        return row.path("name") + " " + row.path("in_space") + " " + row.path("status") + " "
                + row.path("flights_count") + " " + row.path("mission_ends_count") + " " + row.path("time_in_space")
                + " " + row.path("unknown");
    }
}
