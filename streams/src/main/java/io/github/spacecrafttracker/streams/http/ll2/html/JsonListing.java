package io.github.spacecrafttracker.streams.http.ll2.html;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spacecrafttracker.json.Json;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** JSON indented by two, its scalars byte by byte as they came, so that 1.10 stays 1.10; strings that are a web address are links. */
final class JsonListing {
    private static final String INDENT = "  ";

    private final byte[] json;
    private final Html html;
    private int depth;
    private boolean first = true;

    private JsonListing(byte[] json, Html html) {
        this.json = json;
        this.html = html;
    }

    /**
     * Writes it.
     *
     * @param json one JSON document in UTF-8
     */
    static void write(byte[] json, Html html) {
        try (var parser = Json.MAPPER.createParser(json)) {
            new JsonListing(json, html).write(parser);
        }
    }

    private void write(JsonParser parser) {
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
                    html.text(Json.MAPPER.writeValueAsString(parser.currentName()))
                            .raw(": ");
                } else {
                    scalar(parser, token);
                }
            }
        }
    }

    private void open(String bracket) {
        html.raw(bracket);
        depth++;
        first = true;
    }

    private void close(String bracket) {
        depth--;
        if (!first) {
            newLine();
        }
        html.raw(bracket);
        first = false;
    }

    private void beginItem() {
        if (depth > 0) {
            html.raw(first ? "" : ",");
            newLine();
        }
        first = false;
    }

    private void newLine() {
        html.raw("\n").raw(INDENT.repeat(depth));
    }

    private void scalar(JsonParser parser, JsonToken token) {
        var start = (int) parser.currentTokenLocation().getByteOffset();
        parser.finishToken();
        var end = (int) parser.currentLocation().getByteOffset();
        var source = new String(json, start, end - start, UTF_8);
        if (token == JsonToken.VALUE_STRING) {
            html.link(parser.getString(), source);
        } else {
            html.text(source.strip());
        }
    }
}
