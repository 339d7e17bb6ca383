package io.github.spacecrafttracker.streams.http.web;

import io.github.spacecrafttracker.streams.http.ll2.html.Html;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A picture of a spacecraft, with what has to be said beside it. Texts are empty where upstream has none.
 *
 * @param url of a host that pictures may come from
 * @param shows what is in it
 */
record Picture(String url, String shows, String credit, String licence, String licenceUrl) {

    /** @param image as Launch Library 2 has one, or null, or anything else */
    static Optional<Picture> of(JsonNode image, ImageHosts hosts) {
        for (var field : new String[] {"thumbnail_url", "image_url"}) {
            var url = image.path(field).stringValue("");
            if (hosts.allow(url)) {
                var licence = image.path("license");
                return Optional.of(new Picture(
                        url,
                        image.path("name").stringValue(""),
                        image.path("credit").stringValue(""),
                        licence.path("name").stringValue(""),
                        licence.path("link").stringValue("")));
            }
        }
        return Optional.empty();
    }

    /** Loaded when it comes into catalogue; without it, its place shows that there is one. */
    void write(Html html) {
        html.raw("<figure><span class=\"frame\"><img src=\"")
                .text(url)
                .raw("\" alt=\"")
                .text(shows.isEmpty() ? "Picture without a title" : shows)
                .raw("\" loading=\"lazy\" decoding=\"async\" width=\"256\" height=\"256\"></span><figcaption>");
        html.text(credit.isEmpty() ? "Picture" : "Picture: " + credit);
        if (!licence.isEmpty()) {
            html.raw(", ").link(licenceUrl, licence);
        }
        html.raw("</figcaption></figure>");
    }

    /** In the place of a picture, where there is none. */
    static void none(Html html) {
        html.raw("<div class=\"frame none\" aria-hidden=\"true\"></div>");
    }
}
