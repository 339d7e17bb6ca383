package io.github.spacecrafttracker.streams.http.feed;

import static io.github.spacecrafttracker.streams.SnapshotLog.shown;
import static io.github.spacecrafttracker.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.streams.ServiceTestBase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Tests the change feed of a running service. */
class FeedTest extends ServiceTestBase {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Test
    void a_client_continues_with_exactly_the_next_event() throws Exception {
        try (var live = FeedClient.open(HTTP, service.port(), "/v1/changes", null)) {
            assertThat(live.status()).isEqualTo(200);
            await().until(() -> !live.lastEventId.isEmpty());
            log.commit(shown(4, false), shown(4, true), shown(5, true));
            log.sweep();

            var all = live.next(3);
            try (var reconnected = FeedClient.open(
                    HTTP, service.port(), "/v1/changes", all.get(0).id())) {
                assertThat(reconnected.next(2))
                        .extracting(FeedClient.Event::data)
                        .isEqualTo(all.subList(1, 3).stream()
                                .map(FeedClient.Event::data)
                                .toList());
            }
        }
        var page = HTTP.send(
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + service.port() + "/v1/changes?order=newest&limit=2"))
                        .header("Accept", "application/json")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(Json.MAPPER.readTree(page.body()).path("results")).hasSize(2);
    }
}
