package io.github.spacecrafttracker.local;

import static io.github.spacecrafttracker.local.CommittedLog.header;

import io.github.spacecrafttracker.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A simple model of "every change once" that does not use the product's code: the changes that
 * follow from snapshots, and those that events report. The keys are spacecraft and kind; the values
 * are descriptions in order. See docs/guarantees.md#g1.
 */
final class ExpectedChanges {
    private ExpectedChanges() {}

    static Map<String, List<String>> from(List<ConsumerRecord<String, byte[]>> snapshots) {
        var expected = new TreeMap<String, List<String>>();
        var last = new HashMap<String, JsonNode>();
        for (var snapshot : snapshots) {
            var after = Json.MAPPER.readTree(snapshot.value());
            var before = last.put(snapshot.key(), after);
            var observation = header(snapshot, "observation");
            if (before == null) {
                var state = state(after, "in_space", "status", "flights_count", "mission_ends_count");
                add(expected, snapshot.key(), "catalogue", observation, null, state);
                continue;
            }
            if (!before.path("in_space").equals(after.path("in_space"))) {
                add(
                        expected,
                        snapshot.key(),
                        "in_space",
                        observation,
                        state(before, "in_space"),
                        state(after, "in_space"));
            }
            if (!before.path("status").path("id").equals(after.path("status").path("id"))) {
                add(expected, snapshot.key(), "status", observation, state(before, "status"), state(after, "status"));
            }
            var counts = state(before, "flights_count", "mission_ends_count");
            var countsAfter = state(after, "flights_count", "mission_ends_count");
            if (!counts.equals(countsAfter)) {
                add(expected, snapshot.key(), "counts", observation, counts, countsAfter);
            }
            var details = Stream.of("name", "serial_number", "is_placeholder", "description", "spacecraft_config")
                    .filter(field -> !compared(before, field).equals(compared(after, field)))
                    .toArray(String[]::new);
            if (details.length > 0) {
                add(expected, snapshot.key(), "details", observation, state(before, details), state(after, details));
            }
        }
        return expected;
    }

    static Map<String, List<String>> reportedBy(List<ConsumerRecord<String, byte[]>> events) {
        var reported = new TreeMap<String, List<String>>();
        for (var event : events) {
            var id = header(event, "ce_id").split(":", -1);
            var data = Json.MAPPER.readTree(event.value());
            var before = data.has("before") ? data.get("before") : null;
            add(reported, event.key(), id[1], id[2], before, data.path("after"));
        }
        return reported;
    }

    private static void add(
            Map<String, List<String>> changes,
            String id,
            String kind,
            String observation,
            @Nullable JsonNode before,
            JsonNode after) {
        changes.computeIfAbsent(id + " " + kind, key -> new ArrayList<>())
                .add(observation + ": " + before + " -> " + after);
    }

    private static ObjectNode state(JsonNode spacecraft, String... fields) {
        var state = Json.MAPPER.createObjectNode();
        for (var field : fields) {
            var value = spacecraft.path(field);
            state.set(field, field.equals("spacecraft_config") ? state(value, "id", "name") : value);
        }
        return state;
    }

    private static JsonNode compared(JsonNode spacecraft, String field) {
        var value = spacecraft.path(field);
        return field.equals("spacecraft_config") ? value.path("id") : value;
    }
}
