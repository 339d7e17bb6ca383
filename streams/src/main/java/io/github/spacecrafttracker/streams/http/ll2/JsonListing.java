package io.github.spacecrafttracker.streams.http.ll2;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.streams.http.LinkedText;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Indents JSON by two spaces. Scalars stay byte for byte as they were written, so that 1.10 stays
 * 1.10; a string that is a web address becomes a link.
 */
final class JsonListing {
    private static final String INDENT = "  ";

    private final byte[] json;
    private final List<LinkedText> pieces = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private int depth;
    private boolean first = true;

    private JsonListing(byte[] json) {
        this.json = json;
    }

    /**
     * Returns the listing in pieces, text and links.
     *
     * @param json one JSON document in UTF-8
     */
    static List<LinkedText> of(byte[] json) {
        var listing = new JsonListing(json);
        try (var parser = Json.MAPPER.createParser(json)) {
            listing.read(parser);
        }
        listing.endText();
        return listing.pieces;
    }

    private void read(JsonParser parser) {
        var afterName = false;
        for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token.isStructEnd()) {
                close(token.asString());
            } else {
                if (!afterName) {
                    beginItem();
                }
                afterName = token == JsonToken.PROPERTY_NAME;
                if (token.isStructStart()) {
                    open(token.asString());
                } else if (afterName) {
                    text.append(Json.MAPPER.writeValueAsString(parser.currentName()))
                            .append(": ");
                } else {
                    scalar(parser, token);
                }
            }
        }
    }

    private void open(String bracket) {
        text.append(bracket);
        depth++;
        first = true;
    }

    private void close(String bracket) {
        depth--;
        if (!first) {
            newLine();
        }
        text.append(bracket);
        first = false;
    }

    private void beginItem() {
        if (depth > 0) {
            text.append(first ? "" : ",");
            newLine();
        }
        first = false;
    }

    private void newLine() {
        text.append('\n').append(INDENT.repeat(depth));
    }

    private void scalar(JsonParser parser, JsonToken token) {
        var start = (int) parser.currentTokenLocation().getByteOffset();
        parser.finishToken();
        var end = (int) parser.currentLocation().getByteOffset();
        var source = new String(json, start, end - start, UTF_8);
        var piece = token == JsonToken.VALUE_STRING
                ? LinkedText.of(source, parser.getString())
                : new LinkedText(source.strip(), null);
        if (piece.url() == null) {
            text.append(piece.text());
        } else {
            endText();
            pieces.add(piece);
        }
    }

    private void endText() {
        pieces.add(new LinkedText(text.toString(), null));
        text.setLength(0);
    }
}
