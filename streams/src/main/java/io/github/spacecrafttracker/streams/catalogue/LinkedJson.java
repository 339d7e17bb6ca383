package io.github.spacecrafttracker.streams.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.snapshot.CanonicalForm;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import tools.jackson.core.JsonToken;

/**
 * The canonical form of a spacecraft, and the places in it where an answer differs: Launch Library 2's {@code url}s tell which host was asked and for which
 * format (LL2 contract, section 1). The places are found once; an answer is put together from bytes, so that nothing else can change on the way.
 */
public final class LinkedJson {
    private static final byte[] BASE = CanonicalForm.BASE_URL.getBytes(UTF_8);
    private static final Pattern LL2_URL =
            Pattern.compile(Pattern.quote(CanonicalForm.BASE_URL) + "/(?<spacecraft>spacecraft/[0-9]+/)?[^?#]*");

    private final byte[] json;

    // In ascending order: where the base of a spacecraft's url begins, and, as its complement, where a url ends.
    private final int[] places;

    private LinkedJson(byte[] json, int[] places) {
        this.json = json;
        this.places = places;
    }

    /** How {@code url}s are written for one request. */
    public static final class Style {
        private final byte[] base;
        private final byte[] format;

        /**
         * Makes one.
         *
         * @param base what those of spacecraft begin with, up to the path of the resource; all others stay Launch Library 2's
         * @param format what all of Launch Library 2's end with, such as {@code ?format=json}; empty where the request names no format
         */
        public Style(String base, String format) {
            this.base = base.getBytes(UTF_8);
            this.format = format.getBytes(UTF_8);
        }
    }

    /** @param json a spacecraft in canonical form; not to be changed */
    static LinkedJson of(byte[] json) {
        var places = IntStream.builder();
        try (var parser = Json.MAPPER.createParser(json)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING && "url".equals(parser.currentName())) {
                    var start = Math.toIntExact(parser.currentTokenLocation().getByteOffset()) + 1;
                    add(places, json, start, parser.getString());
                }
            }
        }
        return new LinkedJson(json, places.build().toArray());
    }

    /** The canonical form; not to be changed. */
    public byte[] canonical() {
        return json;
    }

    /** How many bytes it has in the style of one request. */
    public int size(Style style) {
        var size = json.length;
        for (var place : places) {
            size += place < 0 ? style.format.length : style.base.length - BASE.length;
        }
        return size;
    }

    /** Writes it in the style of one request. */
    public void writeTo(ByteBuffer out, Style style) {
        var written = 0;
        for (var place : places) {
            var at = place < 0 ? ~place : place;
            out.put(json, written, at - written).put(place < 0 ? style.format : style.base);
            written = place < 0 ? at : at + BASE.length;
        }
        out.put(json, written, json.length - written);
    }

    private static void add(IntStream.Builder places, byte[] json, int start, String url) {
        var match = LL2_URL.matcher(url);
        if (!match.matches() || !isAt(json, start, url.getBytes(UTF_8))) {
            return;
        }
        if (url.length() == match.end("spacecraft")) {
            places.add(start);
        }
        places.add(~(start + url.length()));
    }

    // Else it is written with escapes, which Launch Library 2's own are not.
    private static boolean isAt(byte[] json, int start, byte[] text) {
        var end = start + text.length;
        return end <= json.length && Arrays.equals(json, start, end, text, 0, text.length);
    }
}
