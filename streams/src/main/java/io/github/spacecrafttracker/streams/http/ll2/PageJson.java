package io.github.spacecrafttracker.streams.http.ll2;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spacecrafttracker.streams.catalogue.SpacecraftJson;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/** Writes a page of the list as LL2 does, from the bytes that are held: nothing is parsed, so nothing can change. */
final class PageJson {
    private static final byte[] END = {']', '}'};

    private PageJson() {}

    static byte[] of(int count, Links links, List<SpacecraftJson> rows, SpacecraftJson.UrlStyle style) {
        var head = "{\"count\":" + count + ",\"next\":" + text(links.next()) + ",\"previous\":" + text(links.previous())
                + ",\"results\":[";
        var headBytes = head.getBytes(UTF_8);
        var commas = Math.max(0, rows.size() - 1);
        var size = headBytes.length + commas + END.length;
        for (var row : rows) {
            size += row.size(style);
        }
        // Allocated in its final size, so that a page of some twenty kilobytes is not copied twice.
        var out = ByteBuffer.allocate(size).put(headBytes);
        for (int row = 0; row < rows.size(); row++) {
            if (row > 0) {
                out.put((byte) ',');
            }
            rows.get(row).writeTo(out, style);
        }
        return out.put(END).array();
    }

    private static String text(@Nullable String link) {
        return link == null
                ? "null"
                : '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsCharArray(link)) + '"';
    }
}
