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
 * @param next the URL of the page after it; null where there is none yet
 * @param cursor from which the feed goes on after what this page shows
 */
record ChangePage(List<ChangeRecord> changes, @Nullable String next, String cursor) {

    /** JSON, UTF-8, put together from the events as they are held. */
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
