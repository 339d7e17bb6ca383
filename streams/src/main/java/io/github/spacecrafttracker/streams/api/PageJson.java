package io.github.spacecrafttracker.streams.api;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.spacecrafttracker.streams.view.LinkedJson;
import io.github.spacecrafttracker.topic.Json;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page as Launch Library 2 writes it, put together from the bytes that are held: nothing is parsed, so nothing can change on the way. */
final class PageJson {
    private PageJson() {}

    static byte[] of(int count, Links links, List<LinkedJson> rows, LinkedJson.Style style) {
        var size = rows.stream().mapToInt(row -> row.canonical().length + 256).sum();
        var out = new ByteArrayOutputStream(size + 1024);
        write(out, "{\"count\":" + count + ",\"next\":");
        out.writeBytes(text(links.next()));
        write(out, ",\"previous\":");
        out.writeBytes(text(links.previous()));
        write(out, ",\"results\":[");
        var first = true;
        for (var row : rows) {
            if (!first) {
                out.write(',');
            }
            first = false;
            row.writeTo(out, style);
        }
        write(out, "]}");
        return out.toByteArray();
    }

    private static byte[] text(@Nullable String link) {
        return Json.MAPPER.writeValueAsBytes(link);
    }

    private static void write(ByteArrayOutputStream out, String ascii) {
        out.writeBytes(ascii.getBytes(US_ASCII));
    }
}
