package io.github.spacecrafttracker.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.ObjectReader;

/**
 * Cuts a JSON document into the bytes of its parts, so that each part stays exactly as it was written. All of them throw {@link JacksonException} where
 * the document is not one complete, sound JSON value in UTF-8.
 */
public final class JsonSlices {
    // A field named twice is the fault of the part that names it, and no reason to refuse the others.
    private static final ObjectReader PARTS =
            Json.MAPPER.reader().without(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

    private JsonSlices() {}

    /** The fields of an object and the bytes of their values, in the order in which they came; null where the document is no object. */
    public static @Nullable Map<String, byte[]> fields(byte[] json) {
        try (var parser = open(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            var fields = new LinkedHashMap<String, byte[]>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                var name = parser.currentName();
                parser.nextToken();
                if (fields.put(name, slice(parser, json)) != null) {
                    throw new StreamReadException(parser, "Duplicate field");
                }
            }
            requireEnd(parser);
            return fields;
        }
    }

    /** The bytes of the elements of an array; null where the document is no array. */
    public static @Nullable List<byte[]> elements(byte[] json) {
        try (var parser = open(json)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                return null;
            }
            var elements = new ArrayList<byte[]>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(slice(parser, json));
            }
            requireEnd(parser);
            return elements;
        }
    }

    // The parser would guess UTF-16 and UTF-32 too, and then knows no byte offsets.
    private static JsonParser open(byte[] json) {
        var parser = PARTS.createParser(json);
        if (parser.currentLocation().getByteOffset() < 0) {
            throw new StreamReadException(parser, "not UTF-8");
        }
        return parser;
    }

    private static byte[] slice(JsonParser parser, byte[] json) {
        var start = parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        var end = parser.currentLocation().getByteOffset();
        return Arrays.copyOfRange(json, Math.toIntExact(start), Math.toIntExact(end));
    }

    private static void requireEnd(JsonParser parser) {
        if (parser.nextToken() != null) {
            throw new StreamReadException(parser, "more than one JSON document");
        }
    }
}
