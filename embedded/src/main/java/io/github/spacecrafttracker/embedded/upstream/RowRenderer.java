package io.github.spacecrafttracker.embedded.upstream;

import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Renders rows for one request, in the requested form and with links to the requested host.
 *
 * @param suffix the query of each link, with its question mark; empty if there is none
 */
record RowRenderer(String baseUrl, String suffix) {
    private static final Pattern LL2_URL =
            Pattern.compile("https?://[^/]+/2\\.3\\.0(?<path>/[^?]*)(?:\\?format=[^&]*)?");

    /** Returns a renderer that adds {@code format} to every link, as Launch Library 2 does. */
    static RowRenderer of(String baseUrl, QueryParameters query) {
        String suffix = query.last("format")
                .map(format -> "?format=" + QueryParameters.encode(format))
                .orElse("");
        return new RowRenderer(baseUrl, suffix);
    }

    ObjectNode normal(ObjectNode row) {
        setLinks(row);
        return row;
    }

    /**
     * Returns the row in detailed form. Only the schema of this form is known, so its additional
     * fields are made up: there are no flights, and all texts are "Made up". A row that is already
     * in detailed form is not changed.
     */
    ObjectNode detailed(ObjectNode row) {
        setLinks(row);
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

    private void setLinks(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("url").isString()) {
            var link = LL2_URL.matcher(object.path("url").stringValue());
            if (link.matches()) {
                object.put("url", baseUrl + link.group("path") + suffix);
            }
        }
        node.forEach(this::setLinks);
    }
}
