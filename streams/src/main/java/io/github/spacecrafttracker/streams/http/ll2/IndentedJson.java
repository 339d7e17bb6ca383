package io.github.spacecrafttracker.streams.http.ll2;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.streams.http.LinkedText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Indents JSON as LL2 does: each value is on its own line, but empty arrays and objects stay on one
 * line. Scalars are copied byte for byte, so 1.10 stays 1.10.
 */
final class IndentedJson {
    private static final int LISTING_INDENT = 2;

    private final byte[] json;
    private final String indent;
    private final List<LinkedText> pieces = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private int depth;
    private boolean isFirst = true;

    private IndentedJson(byte[] json, int indent) {
        this.json = json;
        this.indent = " ".repeat(indent);
    }

    /**
     * Returns the same document, indented.
     *
     * @param json one document in UTF-8
     * @param indent the number of spaces for each level
     */
    static byte[] of(byte[] json, int indent) {
        return new IndentedJson(json, indent)
                .pieces().stream()
                        .map(LinkedText::text)
                        .collect(Collectors.joining())
                        .getBytes(UTF_8);
    }

    /** Returns the document for display, in which strings that are URLs become links. */
    static List<LinkedText> listing(byte[] json) {
        return new IndentedJson(json, LISTING_INDENT).pieces();
    }

    private List<LinkedText> pieces() {
        try (var parser = Json.MAPPER.createParser(json)) {
            read(parser);
        }
        endText();
        return pieces;
    }

    private void read(JsonParser parser) {
        var isAfterName = false;
        for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token.isStructEnd()) {
                close(token.asString());
            } else {
                if (!isAfterName) {
                    beginItem();
                }
                isAfterName = token == JsonToken.PROPERTY_NAME;
                if (token.isStructStart()) {
                    open(token.asString());
                } else if (isAfterName) {
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
        isFirst = true;
    }

    private void close(String bracket) {
        depth--;
        if (!isFirst) {
            newLine();
        }
        text.append(bracket);
        isFirst = false;
    }

    private void beginItem() {
        if (depth > 0) {
            text.append(isFirst ? "" : ",");
            newLine();
        }
        isFirst = false;
    }

    private void newLine() {
        text.append('\n').append(indent.repeat(depth));
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
