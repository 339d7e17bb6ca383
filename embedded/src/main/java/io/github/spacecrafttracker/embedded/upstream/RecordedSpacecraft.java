package io.github.spacecrafttracker.embedded.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The 19 spacecraft of the recorded replies: real data of Launch Library 2 by The Space Devs. */
public final class RecordedSpacecraft {
    private static final List<String> REPLIES =
            List.of("spacecraft-page-offset130.json", "spacecraft-search-crew-dragon.json");

    private RecordedSpacecraft() {}

    /**
     * Returns the spacecraft in the order of their ids. Every field is as recorded, including the
     * host of {@code url} fields.
     *
     * @return copies that the caller may modify
     */
    public static List<ObjectNode> all() {
        Map<Long, ObjectNode> byId = new TreeMap<>();
        for (String reply : REPLIES) {
            for (JsonNode row : read(reply).required("results")) {
                byId.put(row.required("id").longValue(), row.asObject());
            }
        }
        return new ArrayList<>(byId.values());
    }

    private static JsonNode read(String reply) {
        try (InputStream recorded = RecordedSpacecraft.class.getResourceAsStream("recorded/" + reply)) {
            if (recorded == null) {
                throw new IllegalStateException("the recorded reply " + reply + " is missing from this build");
            }
            return ExactJson.MAPPER.readTree(recorded);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
