package io.github.spacecrafttracker.streams.http.ll2;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spacecrafttracker.streams.catalogue.LinkedJson;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/** A page as Launch Library 2 writes it, put together from the bytes that are held: nothing is parsed, so nothing can change on the way. */
final class PageJson {
    private static final byte[] END = {']', '}'};

    private PageJson() {}

    static byte[] of(int count, Links links, List<LinkedJson> rows, LinkedJson.Style style) {
        var head = "{\"count\":" + count + ",\"next\":" + text(links.next()) + ",\"previous\":" + text(links.previous())
                + ",\"results\":[";
        var headBytes = head.getBytes(UTF_8);
        var commas = Math.max(0, rows.size() - 1);
        var size = headBytes.length + commas + END.length;
        for (var row : rows) {
            size += row.size(style);
        }
        // Made in its final size: a page is some twenty kilobytes, which are else copied twice.
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
