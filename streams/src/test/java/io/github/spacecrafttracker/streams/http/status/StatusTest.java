package io.github.spacecrafttracker.streams.http.status;

import static io.github.spacecrafttracker.streams.SnapshotLog.shown;
import static io.github.spacecrafttracker.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.embedded.broker.EmbeddedBroker;
import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.service.lifecycle.Closer;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.github.spacecrafttracker.streams.SnapshotLog;
import io.github.spacecrafttracker.streams.StreamsService;
import io.github.spacecrafttracker.streams.StreamsSettings;
import io.github.spacecrafttracker.streams.http.feed.FeedLimits;
import io.github.spacecrafttracker.streams.http.web.ImageHosts;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Tests the status of the tracker, which every instance reports completely. */
class StatusTest {

    @TempDir
    static Path directory;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void each_instance_reports_the_assignment_of_all_partitions_before_and_after_a_takeover() throws Exception {
        try (var closer = new Closer()) {
            var broker = closer.add(EmbeddedBroker.start(directory.resolve("broker"), 0));
            var log = closer.add(new SnapshotLog(broker, "status"));
            log.commit(shown(1, true), shown(2, false), shown(3, false), shown(4, false));
            log.sweep();
            var first = closer.add(new Instance(log, "first.example:1"));
            var second = closer.add(new Instance(log, "second.example:2"));

            await().untilAsserted(() -> {
                assertThat(owners(first.status()).values()).contains("first.example:1", "second.example:2");
                assertThat(owners(second.status())).hasSize(3).isEqualTo(owners(first.status()));
            });
            await().untilAsserted(() -> assertThat(first.status().required("diff"))
                    .allSatisfy(partition -> {
                        var isOwn = partition.required("instance").stringValue().equals("first.example:1");
                        assertThat(partition.required("lag").isNull()).isEqualTo(!isOwn);
                    }));
            await().untilAsserted(() ->
                    assertThat(first.status().required("not_ready")).isEmpty());
            var status = first.status();
            assertThat(status.at("/all/as_of").stringValue()).isEqualTo(Json.time(SnapshotLog.at(1)));
            assertThat(status.required("last_poll").isNull()).isTrue();

            second.close();

            await().untilAsserted(() -> assertThat(owners(first.status()))
                    .hasSize(3)
                    .containsValue("first.example:1")
                    .doesNotContainValue("second.example:2"));
            log.commit(shown(1, false));
            await().untilAsserted(() -> {
                assertThat(log.events()).contains("1:in_space:5 in_space.left.v1");
                assertThat(first.status().required("diff")).allSatisfy(partition -> assertThat(
                                partition.required("lag").longValue())
                        .isZero());
            });
        }
    }

    private static Map<Integer, String> owners(JsonNode status) {
        var owners = new TreeMap<Integer, String>();
        for (var partition : status.required("diff")) {
            owners.put(
                    partition.required("partition").intValue(),
                    partition.required("instance").asString());
        }
        return owners;
    }

    private final class Instance implements AutoCloseable {
        private final Closer closer = new Closer();
        private final StreamsService service;

        Instance(SnapshotLog log, String address) throws StartException {
            var settings = new StreamsSettings(
                    0,
                    0,
                    Optional.empty(),
                    1,
                    address,
                    Optional.empty(),
                    FeedLimits.DEFAULT,
                    StreamsSettings.CHANGES_HELD,
                    ImageHosts.OF_LL2,
                    Duration.ZERO);
            service = StreamsService.start(closer, "127.0.0.1", settings, log.kafka);
        }

        JsonNode status() throws Exception {
            var url = URI.create("http://127.0.0.1:" + service.port() + "/v1/status");
            var reply = client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
            assertThat(reply.statusCode()).isEqualTo(200);
            return Json.MAPPER.readTree(reply.body());
        }

        @Override
        public void close() {
            service.close();
            closer.close();
        }
    }
}
