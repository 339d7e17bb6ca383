package io.github.spacecrafttracker.streams.http.ll2;

import static io.github.spacecrafttracker.streams.SnapshotLog.at;
import static io.github.spacecrafttracker.testkit.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.embedded.broker.EmbeddedBroker;
import io.github.spacecrafttracker.embedded.upstream.RecordedSpacecraft;
import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.snapshot.CanonicalForm;
import io.github.spacecrafttracker.snapshot.UnreadableException;
import io.github.spacecrafttracker.streams.SnapshotLog;
import io.github.spacecrafttracker.streams.SnapshotLog.Shown;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tests replies with one recorded spacecraft in normal form and an invented one in detailed form.
 */
class DetailedFormTest {
    private static final String LIST = "/2.3.0/spacecraft/";
    private static final ObjectNode NORMAL = RecordedSpacecraft.all().get(0);
    private static final ObjectNode OTHER = RecordedSpacecraft.all().get(1);

    @TempDir
    static Path directory;

    @SuppressWarnings("NullAway.Init")
    private static EmbeddedBroker broker;

    @SuppressWarnings("NullAway.Init")
    private static SnapshotLog log;

    @SuppressWarnings("NullAway.Init")
    private static CatalogueServer server;

    @BeforeAll
    static void write_both() throws Exception {
        broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
        log = new SnapshotLog(broker, "detailed");
        server = new CatalogueServer(log, at(10));
        log.commit(
                new Shown(id(NORMAL), canonical(detailed(NORMAL)).toString()),
                new Shown(id(OTHER), canonical(OTHER).toString()));
        log.sweep();
        await().until(() -> server.get(LIST).status() == 200);
    }

    @AfterAll
    static void stop() {
        server.close();
        log.close();
        broker.close();
    }

    @Test
    void a_list_contains_the_normal_form_of_every_spacecraft() throws Exception {
        for (var mode : List.of("", "?mode=normal", "?mode=list", "?mode=", "?mode=detailed&mode=normal")) {
            var results = tree(LIST + mode).get("results");
            assertThat(canonical(results.get(0))).isEqualTo(canonical(NORMAL));
            assertThat(canonical(results.get(1))).isEqualTo(canonical(OTHER));
        }
    }

    @Test
    void a_list_in_detailed_mode_contains_the_stored_forms() throws Exception {
        var results = tree(LIST + "?mode=detailed").get("results");

        assertThat(canonical(results.get(0))).isEqualTo(canonical(detailed(NORMAL)));
        assertThat(canonical(results.get(1))).isEqualTo(canonical(OTHER));
    }

    @Test
    void a_single_spacecraft_is_returned_in_its_stored_form_in_any_mode() throws Exception {
        for (var mode : List.of("", "?mode=normal", "?mode=detailed")) {
            assertThat(canonical(tree(LIST + id(NORMAL) + "/" + mode))).isEqualTo(canonical(detailed(NORMAL)));
            assertThat(canonical(tree(LIST + id(OTHER) + "/" + mode))).isEqualTo(canonical(OTHER));
        }
    }

    @Test
    void urls_of_spacecraft_in_flights_refer_to_this_server_and_urls_of_flights_are_unchanged() throws Exception {
        var object = tree(LIST + id(NORMAL) + "/?format=json");

        assertThat(object.at("/flights/0/spacecraft/url").stringValue())
                .isEqualTo("http://here/2.3.0/spacecraft/" + id(NORMAL) + "/?format=json");
        assertThat(object.at("/flights/0/url").stringValue())
                .isEqualTo("https://ll.thespacedevs.com/2.3.0/spacecraft_flights/900001/?format=json");
    }

    private static ObjectNode detailed(ObjectNode normal) {
        var spacecraft = normal.deepCopy();
        spacecraft.put("response_mode", "detailed");
        var config = (ObjectNode) spacecraft.get("spacecraft_config");
        config.put("response_mode", "detailed");
        config.put("history", "Invented.");
        var flight = spacecraft.putArray("flights").addObject();
        flight.put("id", 900001);
        flight.put("url", "https://ll.thespacedevs.com/2.3.0/spacecraft_flights/900001/");
        flight.set("spacecraft", normal.deepCopy());
        return spacecraft;
    }

    private static long id(ObjectNode object) {
        return object.required("id").longValue();
    }

    private static JsonNode tree(String path) throws Exception {
        return Json.MAPPER.readTree(server.get(path).body());
    }

    private static JsonNode canonical(JsonNode object) throws UnreadableException {
        return Json.MAPPER.readTree(CanonicalForm.of(object.toString().getBytes(UTF_8)));
    }
}
