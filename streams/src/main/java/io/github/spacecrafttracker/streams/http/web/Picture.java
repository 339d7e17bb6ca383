package io.github.spacecrafttracker.streams.http.web;

import io.github.spacecrafttracker.streams.http.LinkedText;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A picture of a spacecraft, with the text that has to accompany it. Texts are empty if upstream
 * has none.
 *
 * @param url on a host that pictures may come from
 * @param shows what is in the picture
 */
record Picture(String url, String shows, String credit, LinkedText licence) {

    /** @param image an image object of Launch Library 2, null, or anything else */
    static Optional<Picture> of(JsonNode image, ImageHosts hosts) {
        var licence = image.path("license");
        return Stream.of("thumbnail_url", "image_url")
                .map(field -> text(image, field))
                .filter(hosts::allow)
                .findFirst()
                .map(url -> new Picture(
                        url,
                        text(image, "name"),
                        text(image, "credit"),
                        LinkedText.of(text(licence, "name"), text(licence, "link"))));
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).stringValue("");
    }
}
