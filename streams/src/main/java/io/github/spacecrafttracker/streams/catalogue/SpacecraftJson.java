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
 * The canonical JSON of a spacecraft, which can be rendered with the URLs of one request. The
 * {@code url} fields depend on the host and the format of the request; see
 * docs/ll2-contract.md#urls-in-replies.
 *
 * <p>The offsets of the URLs are found once. A rendering is assembled from slices of the canonical
 * bytes, so that nothing but the URLs can change.
 */
public final class SpacecraftJson {
    private static final byte[] BASE = CanonicalForm.BASE_URL.getBytes(UTF_8);
    private static final Pattern LL2_URL =
            Pattern.compile(Pattern.quote(CanonicalForm.BASE_URL) + "/(?<spacecraft>spacecraft/[0-9]+/)?[^?#]*");

    private final byte[] json;

    // In ascending order: the offset at which the base of a spacecraft's URL begins, and, as its
    // bitwise complement, the offset at which any LL2 URL ends.
    private final int[] urlOffsets;

    private SpacecraftJson(byte[] json, int[] urlOffsets) {
        this.json = json;
        this.urlOffsets = urlOffsets;
    }

    /** The form of the {@code url} fields in the reply to one request. */
    public static final class UrlStyle {
        private final byte[] base;
        private final byte[] format;

        /**
         * Creates the style of a request.
         *
         * @param base the prefix of the URLs of spacecraft, up to the path of the resource; all
         *     other URLs refer to LL2
         * @param format the suffix of all URLs, such as {@code ?format=json}; empty if the request
         *     names no format
         */
        public UrlStyle(String base, String format) {
            this.base = base.getBytes(UTF_8);
            this.format = format.getBytes(UTF_8);
        }
    }

    /** @param json a spacecraft in canonical form; the caller must not modify it */
    static SpacecraftJson of(byte[] json) {
        var urlOffsets = IntStream.builder();
        try (var parser = Json.MAPPER.createParser(json)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING && "url".equals(parser.currentName())) {
                    var start = Math.toIntExact(parser.currentTokenLocation().getByteOffset()) + 1;
                    add(urlOffsets, json, start, parser.getString());
                }
            }
        }
        return new SpacecraftJson(json, urlOffsets.build().toArray());
    }

    /** Returns the canonical form, which the caller must not modify. */
    public byte[] canonical() {
        return json;
    }

    /** Returns the number of bytes in this style. */
    public int size(UrlStyle style) {
        var size = json.length;
        for (var offset : urlOffsets) {
            size += offset < 0 ? style.format.length : style.base.length - BASE.length;
        }
        return size;
    }

    /** Returns the spacecraft in this style. */
    public byte[] render(UrlStyle style) {
        var out = ByteBuffer.allocate(size(style));
        writeTo(out, style);
        return out.array();
    }

    /** Writes the spacecraft in this style. */
    public void writeTo(ByteBuffer out, UrlStyle style) {
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

    // False if the URL contains escapes, which LL2's URLs never do.
    private static boolean isAt(byte[] json, int start, byte[] text) {
        var end = start + text.length;
        return end <= json.length && Arrays.equals(json, start, end, text, 0, text.length);
    }
}
