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
 * Splits a JSON document into the bytes of its parts, so that each part is preserved exactly as it
 * was written. Each method throws {@link JacksonException} if the document is not one complete,
 * valid JSON value in UTF-8.
 */
public final class JsonSlices {
    // A duplicate field within a part makes only that part invalid.
    private static final ObjectReader PARTS =
            Json.MAPPER.reader().without(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

    private JsonSlices() {}

    /**
     * Returns the bytes of an object's values by field name, in the order of the document; null if
     * the document is not an object.
     */
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

    /** Returns the bytes of an array's elements; null if the document is not an array. */
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

    // The parser would also detect UTF-16 and UTF-32, for which it has no byte offsets.
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
