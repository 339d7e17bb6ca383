package io.github.spacecrafttracker.streams.http.ll2;

import io.github.spacecrafttracker.json.Json;
import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonToken;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.core.util.Separators.Spacing;

/**
 * Indents JSON as LL2 does: each value is on a line of its own; empty arrays and objects stay on
 * one line.
 */
final class IndentedJson {
    private static final Separators SEPARATORS = Separators.createDefaultInstance()
            .withObjectNameValueSpacing(Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");

    private IndentedJson() {}

    /** Returns the same document; numbers keep their digits. */
    static byte[] of(byte[] json, int indent) {
        var out = new ByteArrayOutputStream(2 * json.length);
        try (var parser = Json.MAPPER.createParser(json);
                var generator = Json.MAPPER.writer().with(printer(indent)).createGenerator(out)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
                    generator.writeNumber(parser.getString());
                } else {
                    generator.copyCurrentEvent(parser);
                }
            }
        }
        return out.toByteArray();
    }

    private static PrettyPrinter printer(int indent) {
        var lines = new DefaultIndenter(" ".repeat(indent), "\n");
        return new DefaultPrettyPrinter(SEPARATORS).withObjectIndenter(lines).withArrayIndenter(lines);
    }
}
