package io.github.spacecrafttracker.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.embedded.upstream.RecordedSpacecraft;
import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import io.github.spacecrafttracker.snapshot.CanonicalForm;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import ll2.client.api.SpacecraftApi.APISpacecraftListRequest;
import ll2.client.api.SpacecraftApi.APISpacecraftRetrieveRequest;
import ll2.client.model.SpacecraftEndpointDetailed;
import ll2.client.model.SpacecraftNormal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The generated client reads complete objects in both forms if the tracker polls the detailed form.
 */
class GeneratedClientDetailedTest {
    private static final List<ObjectNode> UPSTREAM =
            RecordedSpacecraft.all().stream().map(new MadeUpObjects()::detailed).toList();

    @TempDir
    static Path directory;

    @SuppressWarnings("NullAway.Init")
    private static Tracker tracker;

    @BeforeAll
    static void start() throws StartException {
        tracker = Tracker.start(UPSTREAM, "detailed", directory);
    }

    @AfterAll
    static void stop() {
        tracker.close();
    }

    @Test
    void each_single_object_is_complete_and_the_client_reads_every_field() throws Exception {
        for (var upstream : UPSTREAM) {
            var id = upstream.required("id").intValue();
            var spacecraft = tracker.client()
                    .spacecraftRetrieve(
                            APISpacecraftRetrieveRequest.newBuilder().id(id).build());

            assertThat(spacecraft.getFlights()).hasSize(1);
            assertThat(written(spacecraft)).isEqualTo(withoutNulls(served(id)));
            assertThat(withUpstreamLinks(served(id)))
                    .isEqualTo(Json.MAPPER.readTree(
                            CanonicalForm.of(upstream.toString().getBytes(UTF_8))));
        }
    }

    @Test
    void a_list_in_detailed_mode_has_complete_objects() throws Exception {
        var rows = tracker.client().spacecraftList(all("detailed"));

        assertThat(rows.getResults()).hasSameSizeAs(UPSTREAM).allSatisfy(row -> {
            var spacecraft = (SpacecraftEndpointDetailed) row.getActualInstance();
            assertThat(written(spacecraft)).isEqualTo(withoutNulls(served(spacecraft.getId())));
        });
    }

    @Test
    void a_list_in_any_other_mode_has_objects_in_normal_form() throws Exception {
        var recorded = RecordedSpacecraft.all();
        var rows = tracker.client().spacecraftList(all("normal")).getResults();

        assertThat(rows).hasSameSizeAs(recorded);
        for (int row = 0; row < recorded.size(); row++) {
            var spacecraft = (SpacecraftNormal) rows.get(row).getActualInstance();
            assertThat(spacecraft.getResponseMode()).isEqualTo("normal");
            assertThat(spacecraft.getId())
                    .isEqualTo(recorded.get(row).required("id").intValue());
            assertThat(spacecraft.getName())
                    .isEqualTo(recorded.get(row).required("name").stringValue());
        }
    }

    private static APISpacecraftListRequest all(String mode) {
        return APISpacecraftListRequest.newBuilder()
                .mode(mode)
                .ordering("id")
                .limit(100)
                .build();
    }

    private static JsonNode served(int id) throws Exception {
        var url = URI.create(tracker.apiClient().getBaseUri() + "/2.3.0/spacecraft/" + id + "/");
        var reply = HttpClient.newHttpClient().send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofByteArray());
        return Json.MAPPER.readTree(reply.body());
    }

    /**
     * Returns the object as the client serializes it, which includes everything that it has read.
     */
    private static JsonNode written(SpacecraftEndpointDetailed spacecraft) {
        return withoutNulls(
                Json.MAPPER.readTree(tracker.apiClient().getObjectMapper().writeValueAsString(spacecraft)));
    }

    /** Removes nulls, which the client does not serialize. */
    private static JsonNode withoutNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.removeIf(JsonNode::isNull);
        }
        node.forEach(GeneratedClientDetailedTest::withoutNulls);
        return node;
    }

    /** Replaces the links with those of Launch Library 2. */
    private static JsonNode withUpstreamLinks(JsonNode node) {
        var text = node.toString().replace(tracker.apiClient().getBaseUri(), "https://ll.thespacedevs.com");
        return Json.MAPPER.readTree(text.getBytes(UTF_8));
    }
}
