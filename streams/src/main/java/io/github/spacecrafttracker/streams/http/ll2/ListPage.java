package io.github.spacecrafttracker.streams.http.ll2;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spacecrafttracker.streams.catalogue.SpacecraftJson;
import io.github.spacecrafttracker.streams.query.PageWindow;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * A page of LL2's spacecraft list.
 *
 * @param window the effective limit and offset
 * @param count the number of rows on all pages
 */
record ListPage(PageWindow window, int count, PageLinks links, List<SpacecraftJson> rows) {
    private static final byte[] END = {']', '}'};

    /** Returns the page as JSON in UTF-8. The rows are copied unchanged, without parsing. */
    byte[] json(SpacecraftJson.UrlStyle style) {
        var start = "{\"count\":" + count + ",\"next\":" + text(links.next()) + ",\"previous\":"
                + text(links.previous()) + ",\"results\":[";
        var startBytes = start.getBytes(UTF_8);
        var commas = Math.max(0, rows.size() - 1);
        var size = startBytes.length + commas + END.length;
        for (var row : rows) {
            size += row.size(style);
        }
        // Allocated with the final size, because a growing buffer would copy a page of about 20 KB
        // twice.
        var out = ByteBuffer.allocate(size).put(startBytes);
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
