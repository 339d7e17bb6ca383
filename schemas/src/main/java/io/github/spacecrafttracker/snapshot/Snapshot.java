package io.github.spacecrafttracker.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The state of one spacecraft in one poll.
 *
 * @param value the spacecraft in canonical form; null if its removal was confirmed
 * @param observedAt the record's timestamp: the time at which the reply was received, raised to the
 *     previous poll's timestamp if the clock was behind it
 */
@SuppressWarnings("ArrayRecordComponent") // Never modified, and never compared.
public record Snapshot(long id, byte @Nullable [] value, SnapshotHeaders headers, Instant observedAt) {

    /**
     * Reads the key, the headers and the timestamp. The value is not read.
     *
     * @throws UnreadableException if the key is not an id, or a header is missing or malformed
     */
    public static Snapshot of(byte @Nullable [] key, byte @Nullable [] value, Headers headers, long timestamp)
            throws UnreadableException {
        return new Snapshot(id(key), value, SnapshotHeaders.read(headers), Instant.ofEpochMilli(timestamp));
    }

    /** Returns the key of a spacecraft: its id as decimal text. */
    public static byte[] key(long id) {
        return Long.toString(id).getBytes(UTF_8);
    }

    private static long id(byte @Nullable [] key) throws UnreadableException {
        if (key == null) {
            throw new UnreadableException("has no key");
        }
        try {
            return SnapshotHeaders.parseDecimal(key);
        } catch (NumberFormatException e) {
            throw new UnreadableException("key is not a decimal integer");
        }
    }

    /**
     * Reads the value.
     *
     * @throws UnreadableException if the value is not a valid spacecraft, or if its id is not the
     *     key
     * @throws IllegalStateException if this is a removal
     */
    public TrackedSpacecraft reading() throws UnreadableException {
        if (value == null) {
            throw new IllegalStateException("a removal has nothing to read");
        }
        var reading = TrackedSpacecraft.of(value);
        if (reading.spacecraft().id() != id) {
            throw new UnreadableException("id is not the key");
        }
        return reading;
    }
}
