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
 * The canonical form of a spacecraft object: compact UTF-8 with all fields, including unknown ones,
 * in their original order, and with the original digits of each number. Two observations of an
 * unchanged spacecraft are equal byte for byte.
 *
 * <p>Only {@code url} fields are not copied unchanged: Launch Library 2 builds them from the
 * request, so they contain its host and its {@code ?format=} parameter. The canonical form has the
 * public host and no format. See docs/ll2-contract.md#urls-in-replies.
 */
public final class CanonicalForm {
    /**
     * The base URL of Launch Library 2. The {@code url} fields in the canonical form begin with it.
     */
    public static final String BASE_URL = "https://ll.thespacedevs.com/2.3.0";

    // Any host and path, then the version, then a resource with an id: a number or, for launches, a
    // UUID. Other fields named "url", such as those of videos and websites, do not match.
    // Repetition is bounded because the regex engine recurses.
    private static final Pattern LL2_URL = Pattern.compile("https?://[^/?#]+(?:/[^?#]*?)?/2\\.3\\.0"
            + "(/(?:[a-z_]+/){1,4}(?:[0-9]{1,19}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/)(?:\\?([^#]*))?");

    private CanonicalForm() {}

    /**
     * Converts an object to canonical form.
     *
     * @param object the bytes of one JSON object, UTF-8
     * @throws UnreadableException if the input is not exactly one complete JSON object, contains a
     *     duplicate field, or contains text that UTF-8 cannot represent
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

    /**
     * Checks that a JSON document is encoded in UTF-8, because the parser would also accept UTF-16,
     * UTF-32 and some malformed UTF-8.
     *
     * @throws UnreadableException if the document is not valid UTF-8, or contains a NUL byte, which
     *     makes a parser detect UTF-16 or UTF-32 (RFC 8259, section 8.1)
     */
    public static void requireUtf8(byte[] json) throws UnreadableException {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(json));
        } catch (CharacterCodingException e) {
            throw new UnreadableException("is not UTF-8");
        }
        for (var octet : json) {
            if (octet == 0) {
                throw new UnreadableException("contains a NUL byte");
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

    // The generator would write an unpaired surrogate as an escape, which most readers reject. The
    // parser rejects names that contain one.
    static void requirePairedSurrogates(String text) throws UnreadableException {
        if (text.codePoints().anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)) {
            throw new UnreadableException("contains an unpaired surrogate");
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
