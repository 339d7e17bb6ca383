package io.github.spacecrafttracker.local;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.github.spacecrafttracker.embedded.broker.EmbeddedBroker;
import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.service.config.Environment;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.service.kafka.TopicSet;
import io.github.spacecrafttracker.service.lifecycle.Closer;
import io.github.spacecrafttracker.snapshot.SnapshotHeaders;
import io.github.spacecrafttracker.streams.StreamsService;
import io.github.spacecrafttracker.streams.StreamsSettings;
import io.github.spacecrafttracker.testkit.TopicReader;
import io.github.spacecrafttracker.topic.Topic;
import io.github.spacecrafttracker.topic.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The local run has a made-up history from the first minute. */
class MadeUpPastTest {
    private final Instant start = Instant.now();

    private final Closer closer = new Closer();
    private final Topics topics = Topics.withPrefix("spacecraft");

    @SuppressWarnings("NullAway.Init") // Initialized before each test.
    private KafkaSettings kafka;

    @SuppressWarnings("NullAway.Init")
    private StreamsService service;

    private int partitions;

    @BeforeEach
    void startService(@TempDir Path directory) throws Exception {
        var broker = closer.add(EmbeddedBroker.start(directory, 0));
        kafka = new KafkaSettings(broker.bootstrapServers(), "spacecraft", 3, 1, Map.of());
        partitions =
                TopicSet.ensure(kafka, topics).partitions(topics.snapshots().name());
        var past = write();
        var settings = StreamsSettings.from(new Environment(Map.of("HTTP_PORT", "0", "MANAGEMENT_PORT", "0")));
        service = closer.add(StreamsService.start(closer, "127.0.0.1", settings, kafka));
        past.awaitDiffed();
    }

    @AfterEach
    void stop() {
        closer.close();
    }

    @Test
    void the_number_in_space_is_known_for_a_year_and_labelled_as_made_up() throws Exception {
        await().until(() -> get("/v1/in-space").path("results").size() > 20);

        var history = get("/v1/in-space");
        assertThat(Instant.parse(history.path("known_from").stringValue()))
                .isBetween(start.minus(Duration.ofDays(365)), start.minus(Duration.ofDays(360)));
        assertThat(events()).allSatisfy(event -> assertThat(event.getSource()).hasToString(SnapshotHeaders.MADE_UP));
        // 12 of the 32 steps are dockings, which no event reports. Compaction loses none of the
        // other steps.
        var steps = events().stream()
                .filter(event -> !event.getType().endsWith("catalogue.appeared.v1"))
                .map(event -> event.getTime())
                .distinct();
        assertThat(steps).hasSize(20);
    }

    @Test
    void the_past_causes_no_events_if_it_is_written_again() throws Exception {
        int before = events().size();

        write().awaitDiffed();

        assertThat(events()).hasSize(before);
    }

    @Test
    void the_snapshots_can_be_compacted_afterwards() throws Exception {
        var topic =
                new ConfigResource(ConfigResource.Type.TOPIC, topics.snapshots().name());
        try (var admin = Admin.create(kafka.admin())) {
            var config = Objects.requireNonNull(
                    admin.describeConfigs(List.of(topic)).all().get().get(topic));
            var ratio = config.get(TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG);
            assertThat(ratio.isDefault()).isTrue();
        }
    }

    private MadeUpPast write() throws Exception {
        return MadeUpPast.write(kafka, topics, partitions, new Scenario(), start);
    }

    private List<CloudEvent> events() {
        return TopicReader.read(
                        kafka.consumer(),
                        topics.changes().stream().map(Topic::name).toList(),
                        topics.inSpace().key().deserializer(),
                        topics.inSpace().value().deserializer())
                .stream()
                .map(ConsumerRecord::value)
                .toList();
    }

    private JsonNode get(String path) throws Exception {
        var reply = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
                                .build(),
                        BodyHandlers.ofString(UTF_8));
        return Json.MAPPER.readTree(reply.body());
    }
}
