package io.github.spacecrafttracker.streams.http.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.streams.changelog.ChangeRecord;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of changes.
 *
 * @param next the URL of the next page; null if there is no next page yet
 * @param cursor the position after this page, from which a client can follow the feed
 */
record ChangePage(List<ChangeRecord> changes, @Nullable String next, String cursor) {

    /**
     * Returns the page as JSON in UTF-8. The bytes of the events are copied from memory unchanged.
     */
    byte[] json() {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes("{\"next\":".getBytes(UTF_8));
        bytes.writeBytes(Json.MAPPER.writeValueAsBytes(next));
        bytes.writeBytes(",\"cursor\":".getBytes(UTF_8));
        bytes.writeBytes(Json.MAPPER.writeValueAsBytes(cursor));
        bytes.writeBytes(",\"results\":[".getBytes(UTF_8));
        var separator = "";
        for (var change : changes) {
            bytes.writeBytes(separator.getBytes(UTF_8));
            bytes.writeBytes(change.event());
            separator = ",";
        }
        bytes.writeBytes("]}".getBytes(UTF_8));
        return bytes.toByteArray();
    }
}
