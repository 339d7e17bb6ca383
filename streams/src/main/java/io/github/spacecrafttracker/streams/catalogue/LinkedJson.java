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
 * The canonical form of a spacecraft, and the offsets at which a reply differs from it: the {@code url}s depend on the
 * host and the format of the request (docs/ll2-contract.md#urls-in-replies). The offsets are found once; a reply is put together from
 * slices, so that nothing else can change.
 */
public final class LinkedJson {
    private static final byte[] BASE = CanonicalForm.BASE_URL.getBytes(UTF_8);
    private static final Pattern LL2_URL =
            Pattern.compile(Pattern.quote(CanonicalForm.BASE_URL) + "/(?<spacecraft>spacecraft/[0-9]+/)?[^?#]*");

    private final byte[] json;

    // In ascending order: where the base of a spacecraft's url begins, and, as its complement, where a url ends.
    private final int[] urlOffsets;

    private LinkedJson(byte[] json, int[] urlOffsets) {
        this.json = json;
        this.urlOffsets = urlOffsets;
    }

    /** The form of {@code url}s in the reply to one request. */
    public static final class Style {
        private final byte[] base;
        private final byte[] format;

        /**
         * Creates the style of a request.
         *
         * @param base the prefix of spacecraft's urls, up to the path of the resource; all others stay LL2's
         * @param format the suffix of LL2's urls, such as {@code ?format=json}; empty if the request names no format
         */
        public Style(String base, String format) {
            this.base = base.getBytes(UTF_8);
            this.format = format.getBytes(UTF_8);
        }
    }

    /** @param json a spacecraft in canonical form; must not be changed */
    static LinkedJson of(byte[] json) {
        var urlOffsets = IntStream.builder();
        try (var parser = Json.MAPPER.createParser(json)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING && "url".equals(parser.currentName())) {
                    var start = Math.toIntExact(parser.currentTokenLocation().getByteOffset()) + 1;
                    add(urlOffsets, json, start, parser.getString());
                }
            }
        }
        return new LinkedJson(json, urlOffsets.build().toArray());
    }

    /** The canonical form; must not be changed. */
    public byte[] canonical() {
        return json;
    }

    /** The number of bytes in the style of one request. */
    public int size(Style style) {
        var size = json.length;
        for (var offset : urlOffsets) {
            size += offset < 0 ? style.format.length : style.base.length - BASE.length;
        }
        return size;
    }

    /** Returns the spacecraft in the style of one request. */
    public byte[] in(Style style) {
        var out = ByteBuffer.allocate(size(style));
        writeTo(out, style);
        return out.array();
    }

    /** Writes the spacecraft in the style of one request. */
    public void writeTo(ByteBuffer out, Style style) {
        var written = 0;
        for (var offset : urlOffsets) {
            var at = offset < 0 ? ~offset : offset;
            out.put(json, written, at - written).put(offset < 0 ? style.format : style.base);
            written = offset < 0 ? at : at + BASE.length;
        }
        out.put(json, written, json.length - written);
    }

    private static void add(IntStream.Builder urlOffsets, byte[] json, int start, String url) {
        var match = LL2_URL.matcher(url);
        if (!match.matches() || !isAt(json, start, url.getBytes(UTF_8))) {
            return;
        }
        if (url.length() == match.end("spacecraft")) {
            urlOffsets.add(start);
        }
        urlOffsets.add(~(start + url.length()));
    }

    // If it is not there, the url is written with escapes, which LL2's own never are.
    private static boolean isAt(byte[] json, int start, byte[] text) {
        var end = start + text.length;
        return end <= json.length && Arrays.equals(json, start, end, text, 0, text.length);
    }
}
