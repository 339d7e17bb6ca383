package io.github.spacecrafttracker.poller.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spacecrafttracker.poll.Outcome;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** A body that can be JSON on the wire. */
final class WholeText {
    private WholeText() {}

    /** @throws RefusedException where it is not in UTF-8 */
    static byte[] require(byte[] body) throws RefusedException {
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
