package io.github.spacecrafttracker.streams.diff;

import io.github.spacecrafttracker.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Random edits of a spacecraft that no event reports. */
final class UnreportedEdits {
    private static final List<BiConsumer<ObjectNode, Random>> EDITS = List.of(
            (row, random) -> row.put("time_in_space", duration(random)),
            (row, random) -> row.put("time_docked", duration(random)),
            (row, random) -> row.put("fastest_turnaround", duration(random)),
            (row, random) -> row.putNull("fastest_turnaround"),
            (row, random) -> row.putNull("image"),
            (row, random) -> row.putObject("image").put("id", number(random)).put("image_url", text(random)),
            (row, random) -> row.put("url", text(random)),
            (row, random) -> row.put("response_mode", random.nextBoolean() ? "normal" : "detailed"),
            (row, random) -> row.putArray("flights")
                    .addObject()
                    .put("id", number(random))
                    .putObject("spacecraft")
                    .put("name", text(random)),
            (row, random) -> row.put("unknown", number(random)),
            (row, random) -> row.remove("time_in_space"),
            (row, random) -> object(row, "status").put("name", text(random)),
            (row, random) -> object(row, "status").putNull("name"),
            (row, random) -> object(row, "spacecraft_config").put("name", text(random)),
            (row, random) -> object(row, "spacecraft_config").putNull("name"),
            (row, random) -> object(row, "spacecraft_config").put("capability", text(random)),
            (row, random) -> object(row, "spacecraft_config").put("in_use", random.nextBoolean()),
            (row, random) -> object(row, "spacecraft_config").putArray("family").add(number(random)),
            (row, random) -> object(row, "spacecraft_config")
                    .putObject("agency")
                    .put("id", number(random))
                    .put("name", text(random)),
            (row, random) -> object(row, "spacecraft_config").putNull("agency"),
            UnreportedEdits::reorder);

    private UnreportedEdits() {}

    /** Returns the object after one to five edits. */
    static String apply(String object, Random random) {
        var row = (ObjectNode) Json.MAPPER.readTree(object);
        for (var edit = random.nextInt(1, 6); edit > 0; edit--) {
            EDITS.get(random.nextInt(EDITS.size())).accept(row, random);
        }
        return row.toString();
    }

    private static void reorder(ObjectNode row, Random random) {
        var fields = new ArrayList<Map.Entry<String, JsonNode>>(row.properties());
        fields.sort((one, other) -> one.getKey().compareTo(other.getKey()));
        var from = random.nextInt(fields.size());
        row.removeAll();
        for (var field = 0; field < fields.size(); field++) {
            var next = fields.get((from + field) % fields.size());
            row.set(next.getKey(), next.getValue());
        }
    }

    private static ObjectNode object(ObjectNode row, String field) {
        return (ObjectNode) row.required(field);
    }

    private static String duration(Random random) {
        return "P" + random.nextInt(1000) + "DT" + random.nextInt(24) + "H";
    }

    private static int number(Random random) {
        return random.nextInt(1_000_000);
    }

    private static String text(Random random) {
        return "Text " + number(random);
    }
}
