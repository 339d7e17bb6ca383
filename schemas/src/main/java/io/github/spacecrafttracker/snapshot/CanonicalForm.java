package io.github.spacecrafttracker.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spacecrafttracker.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The one way to write a spacecraft object, so that two readings of an unchanged spacecraft are equal byte for byte: compact UTF-8, fields in the order
 * in which they came, unknown ones too, numbers digit for digit as written.
 *
 * <p>Only the {@code url} fields are no copy: Launch Library 2 builds them from the request, so that their host and {@code ?format=} tell who asked
 * and how (docs/ll2-contract.md#urls-in-replies). They are given its public host and no format.
 */
public final class CanonicalForm {
    /** What every {@code url} of Launch Library 2 begins with. */
    public static final String BASE_URL = "https://ll.thespacedevs.com/2.3.0";

    // Any host and mount point, then the version, then a resource with an id, a number or for launches a UUID: what
    // else
    // could be named "url" (a video, a web site) does not look so. Repetition is bounded, for the regex engine
    // recurses.
    private static final Pattern LL2_URL = Pattern.compile("https?://[^/?#]+(?:/[^?#]*?)?/2\\.3\\.0"
            + "(/(?:[a-z_]+/){1,4}(?:[0-9]{1,19}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/)(?:\\?([^#]*))?");

    private CanonicalForm() {}

    /**
     * Writes an object in canonical form.
     *
     * @param object the bytes of one JSON object, UTF-8
     * @throws UnreadableException where it is no single, complete JSON object, names a field twice, or holds text that UTF-8 cannot carry
     */
    public static byte[] of(byte[] object) throws UnreadableException {
        requireUtf8(object);
        var out = new ByteArrayOutputStream(object.length);
        try (var parser = Json.MAPPER.createParser(object);
                var generator = Json.MAPPER.createGenerator(out)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new UnreadableException("is not a JSON object");
            }
            copyObject(parser, generator);
            if (parser.nextToken() != null) {
                throw new UnreadableException("is more than one JSON document");
            }
        } catch (JacksonException e) {
            throw UnreadableException.of(e);
        }
        return out.toByteArray();
    }

    // The parser would guess UTF-16 and UTF-32, and let some malformed UTF-8 pass.
    private static void requireUtf8(byte[] object) throws UnreadableException {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(object));
        } catch (CharacterCodingException e) {
            throw new UnreadableException("is not UTF-8");
        }
        for (var b : object) {
            if (b == 0) {
                throw new UnreadableException("holds a NUL");
            }
        }
    }

    private static void copyObject(JsonParser parser, JsonGenerator generator) throws UnreadableException {
        var depth = 0;
        do {
            var token = parser.currentToken();
            switch (token) {
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> generator.writeNumber(parser.getString());
                case VALUE_STRING -> {
                    var text = parser.getString();
                    requirePairedSurrogates(text);
                    generator.writeString("url".equals(parser.currentName()) ? canonicalUrl(text) : text);
                }
                default -> generator.copyCurrentEvent(parser);
            }
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            }
        } while (depth > 0 && parser.nextToken() != null);
    }

    // The generator would write half a pair as an escape, which most readers refuse. Names with one do not pass the
    // parser.
    static void requirePairedSurrogates(String text) throws UnreadableException {
        if (text.codePoints().anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)) {
            throw new UnreadableException("holds half of a surrogate pair");
        }
    }

    static String canonicalUrl(String url) {
        var match = LL2_URL.matcher(url);
        if (!match.matches()) {
            return url;
        }
        var query = match.group(2) == null
                ? ""
                : Stream.of(match.group(2).split("&"))
                        .filter(parameter -> !parameter.isEmpty() && !parameter.equals("format"))
                        .filter(parameter -> !parameter.startsWith("format="))
                        .collect(Collectors.joining("&"));
        return BASE_URL + match.group(1) + (query.isEmpty() ? "" : "?" + query);
    }
}
