package io.github.spacecrafttracker.streams.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.testkit.SnapshotBuilder;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A simple model of the diff that shares no code with the product. It computes the events that the
 * snapshots cause, with their data, and the two limits of the bound of each event. The limits are
 * equal unless an injected failure may have lost confirmations.
 */
final class DiffOracle {
    private final Map<Long, Model> models = new HashMap<>();
    private final Map<String, Expected> expected = new TreeMap<>();

    /** @param data without {@code previous_observed_at} */
    private record Expected(
            String type,
            JsonNode data,
            @Nullable Instant earliest,
            @Nullable Instant latest) {}

    /** The expected state of one spacecraft. */
    private static final class Model {
        private @Nullable JsonNode shown;
        private long accepted;
        private long changed;
        // The true_since of the last confirmation that no failure can have lost.
        private Instant kept = Instant.MIN;
        private Instant stored = Instant.MIN;
        private Instant latest = Instant.MIN;
        private boolean isConfirmed;

        private void confirm(SnapshotBuilder observed) {
            accepted = observed.observation();
            kept = later(kept, observed.trueSince());
            latest = later(latest, observed.trueSince());
            isConfirmed = true;
        }

        private static Instant later(Instant one, Instant other) {
            return one.isAfter(other) ? one : other;
        }
    }

    /**
     * Returns the number of the last observation that changed the stored row of a spacecraft; 0 if
     * there is none.
     */
    long lastChange(long id) {
        var model = models.get(id);
        return model == null ? 0 : model.changed;
    }

    /** Records a failure that may have lost the confirmations that were not stored. */
    void loseConfirmations() {
        models.values().forEach(model -> {
            model.kept = model.stored;
            model.isConfirmed = false;
        });
    }

    /** Records that all confirmations are stored. */
    void storeConfirmations() {
        models.values().forEach(model -> model.stored = model.kept);
    }

    /**
     * Returns whether a store with these observations contains all confirmations since the last
     * failure.
     */
    boolean isStored(Map<Long, Long> observations) {
        return models.entrySet().stream()
                .filter(entry -> entry.getValue().isConfirmed)
                .allMatch(entry -> observations.getOrDefault(entry.getKey(), 0L) == entry.getValue().accepted);
    }

    void observe(SnapshotBuilder observed) {
        var isKnown = models.containsKey(observed.id());
        var model = models.getOrDefault(observed.id(), new Model());
        if (observed.observation() <= model.accepted) {
            return;
        }
        var before = model.shown;
        var after = observed.object() == null ? null : parsed(observed.object());
        if (observed.object() != null && after == null) {
            return;
        }
        models.put(observed.id(), model);
        if (!isKnown && after != null && observed.firstSeen() == observed.observation()) {
            expect(
                    observed,
                    "catalogue",
                    "appeared",
                    data(after).set("after", state(after)).put("initial", false),
                    null);
        } else if (isKnown && before != null && after == null) {
            expect(observed, "catalogue", "removed", data(before).set("before", state(before)), model);
        } else if (isKnown && before == null && after != null) {
            expect(observed, "catalogue", "reappeared", data(after).set("after", state(after)), model);
        } else if (before != null && after != null) {
            expectChanges(observed, before, after, model);
        }
        model.confirm(observed);
        model.shown = after;
        if (!isKnown || !reported(before).equals(reported(after))) {
            model.stored = model.kept;
            model.changed = observed.observation();
        }
    }

    private void expectChanges(SnapshotBuilder observed, JsonNode before, JsonNode after, Model model) {
        if (!before.path("in_space").equals(after.path("in_space"))) {
            var type = after.path("in_space").booleanValue() ? "entered" : "left";
            expect(observed, "in_space", type, change(before, after, "in_space"), model);
        }
        if (!before.path("status").path("id").equals(after.path("status").path("id"))) {
            expect(observed, "status", "changed", change(before, after, "status"), model);
        }
        var counts = change(before, after, "flights_count", "mission_ends_count");
        if (!counts.path("before").equals(counts.path("after"))) {
            BiPredicate<JsonNode, JsonNode> isLess =
                    (had, has) -> had.isNumber() && has.isNumber() && has.longValue() < had.longValue();
            counts.put(
                    "correction",
                    List.of("flights_count", "mission_ends_count").stream()
                            .anyMatch(count -> isLess.test(before.path(count), after.path(count))));
            expect(observed, "counts", "changed", counts, model);
        }
        var details = List.of("name", "serial_number", "is_placeholder", "description", "spacecraft_config").stream()
                .filter(detail -> !compared(before, detail).equals(compared(after, detail)))
                .toArray(String[]::new);
        if (details.length > 0) {
            expect(observed, "details", "changed", change(before, after, details), model);
        }
    }

    private static JsonNode compared(JsonNode object, String detail) {
        var value = object.required(detail);
        return detail.equals("spacecraft_config") ? value.path("id") : value;
    }

    private void expect(SnapshotBuilder observed, String kind, String type, ObjectNode data, @Nullable Model model) {
        data.put("observed_at", observed.observedAt().toString()).put("observation", observed.observation());
        expected.put(
                observed.id() + ":" + kind + ":" + observed.observation(),
                new Expected(
                        kind + "." + type + ".v1",
                        data,
                        model == null ? null : notAfter(model.kept, observed.observedAt()),
                        model == null ? null : notAfter(model.latest, observed.observedAt())));
    }

    private static Instant notAfter(Instant bound, Instant observedAt) {
        return bound.isAfter(observedAt) ? observedAt : bound;
    }

    /** Returns null if it is not a spacecraft. */
    private static @Nullable JsonNode parsed(String object) {
        try {
            var parsed = Json.MAPPER.readTree(object);
            return parsed.has("in_space") ? parsed : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    private static String reported(@Nullable JsonNode object) {
        return object == null ? "removed" : data(object) + " " + state(object) + " " + object.path("description");
    }

    private static ObjectNode data(JsonNode object) {
        var spacecraft = Json.MAPPER.createObjectNode();
        for (var field : List.of("id", "name", "serial_number", "spacecraft_config", "is_placeholder")) {
            spacecraft.set(field, object.required(field));
        }
        return Json.MAPPER.createObjectNode().set("spacecraft", spacecraft);
    }

    private static ObjectNode state(JsonNode object) {
        return fields(object, "in_space", "status", "flights_count", "mission_ends_count");
    }

    private static ObjectNode change(JsonNode before, JsonNode after, String... names) {
        var change = data(after);
        change.set("before", fields(before, names));
        change.set("after", fields(after, names));
        return change;
    }

    private static ObjectNode fields(JsonNode object, String... names) {
        var fields = Json.MAPPER.createObjectNode();
        for (var name : names) {
            fields.set(name, object.required(name));
        }
        return fields;
    }

    /** Compares the events with the expected ones. */
    void verify(List<ConsumerRecord<byte[], byte[]>> events) {
        var ids = events.stream()
                .map(event -> DiffOnBroker.header(event, "ce_id"))
                .toList();
        assertThat(ids).containsExactlyInAnyOrderElementsOf(expected.keySet());
        for (var event : events) {
            var id = DiffOnBroker.header(event, "ce_id");
            var model = expected.get(id);
            assertThat(model).isNotNull();
            assertThat(DiffOnBroker.header(event, "ce_type")).as(id).endsWith("." + model.type());
            var data = (ObjectNode) Json.MAPPER.readTree(event.value());
            var bound = data.remove("previous_observed_at");
            assertThat(data).as(id).isEqualTo(Json.MAPPER.readTree(model.data().toString()));
            assertThat(event.timestamp())
                    .as(id)
                    .isEqualTo(Instant.parse(data.path("observed_at").stringValue())
                            .toEpochMilli());
            if (model.earliest() == null) {
                assertThat(bound).as(id).isNull();
            } else {
                assertThat(Instant.parse(bound.stringValue())).as(id).isBetween(model.earliest(), model.latest());
            }
        }
    }
}
