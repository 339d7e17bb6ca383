package io.github.spacecrafttracker.embedded.upstream;

import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How a row is shown to one request: its links are the host's that was asked, its form is the one that was asked for. */
record Rendering(String baseUrl, String suffix) {
    private static final Pattern OWN_URL =
            Pattern.compile("https?://[^/]+/2\\.3\\.0(?<path>/[^?]*)(?:\\?format=[^&]*)?");

    /** As Launch Library 2 does, {@code format} is copied onto every link. */
    static Rendering of(String baseUrl, Parameters asked) {
        String suffix = asked.last("format")
                .map(format -> "?format=" + Parameters.encode(format))
                .orElse("");
        return new Rendering(baseUrl, suffix);
    }

    ObjectNode normal(ObjectNode row) {
        link(row);
        return row;
    }

    /**
     * The detailed form. Only its schema is known, so what it holds beyond the row is made up: no flights, and texts
     * that say so. A row that is detailed already stays as it is.
     */
    ObjectNode detailed(ObjectNode row) {
        link(row);
        if (row.path("response_mode").asString("").equals("detailed")) {
            return row;
        }
        row.put("response_mode", "detailed");
        row.putArray("flights");
        if (row.path("spacecraft_config") instanceof ObjectNode config) {
            config.put("response_mode", "detailed");
            config.put("capability", "Made up.");
            config.put("history", "Made up.");
            config.put("details", "Made up.");
            config.putNull("fastest_turnaround");
            if (config.path("agency") instanceof ObjectNode agency) {
                agency.put("response_mode", "normal");
                agency.put("featured", false);
                agency.putArray("country");
                agency.putNull("parent");
            }
        }
        return row;
    }

    private void link(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("url").isString()) {
            var own = OWN_URL.matcher(object.path("url").stringValue());
            if (own.matches()) {
                object.put("url", baseUrl + own.group("path") + suffix);
            }
        }
        node.forEach(this::link);
    }
}
