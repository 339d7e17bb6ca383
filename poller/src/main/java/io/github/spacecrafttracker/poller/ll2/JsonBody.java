package io.github.spacecrafttracker.poller.ll2;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spacecrafttracker.json.JsonSlices;
import io.github.spacecrafttracker.poll.Outcome;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** A body that is one JSON object. */
final class JsonBody {
    private JsonBody() {}

    /**
     * Its fields by name, each as it is written.
     *
     * @throws RefusedException if it is none, or not in UTF-8
     */
    static Map<String, byte[]> fields(byte[] body) throws RefusedException {
        @Nullable Map<String, byte[]> fields;
        try {
            fields = JsonSlices.fields(requireUtf8(body));
        } catch (JacksonException e) {
            throw malformed();
        }
        if (fields == null) {
            throw new RefusedException(Outcome.SHAPE, "is no JSON object");
        }
        return fields;
    }

    static RefusedException malformed() {
        return new RefusedException(Outcome.MALFORMED, "is not one complete JSON document");
    }

    private static byte[] requireUtf8(byte[] body) throws RefusedException {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
        } catch (CharacterCodingException e) {
            throw new RefusedException(Outcome.MALFORMED, "is no UTF-8");
        }
        // A parser takes these for the marks of UTF-16 and UTF-32, which JSON on the wire is not (RFC 8259, section
        // 8.1).
        for (var each : body) {
            if (each == 0) {
                throw new RefusedException(Outcome.MALFORMED, "holds a NUL");
            }
        }
        return body;
    }
}
