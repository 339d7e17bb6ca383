package io.github.spacecrafttracker.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * One spacecraft as one poll showed it.
 *
 * @param value its canonical form; null where it was removed, confirmed
 * @param observedAt when the reply was received; the record's time
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared as a value, and never changed.
public record Snapshot(long id, byte @Nullable [] value, SnapshotHeaders headers, Instant observedAt) {

    /**
     * Reads what every snapshot has, whatever its value; the value itself is not looked at.
     *
     * @throws UnreadableException where the key is no id, or a header is missing or of another form
     */
    public static Snapshot of(byte @Nullable [] key, byte @Nullable [] value, Headers headers, long timestamp)
            throws UnreadableException {
        return new Snapshot(id(key), value, SnapshotHeaders.read(headers), Instant.ofEpochMilli(timestamp));
    }

    /** The key of an id: decimal text. */
    public static byte[] key(long id) {
        return Long.toString(id).getBytes(UTF_8);
    }

    private static long id(byte @Nullable [] key) throws UnreadableException {
        if (key == null) {
            throw new UnreadableException("has no key");
        }
        var text = new String(key, UTF_8);
        try {
            var id = Long.parseLong(text);
            if (Long.toString(id).equals(text)) {
                return id;
            }
        } catch (NumberFormatException e) {
            // Said below, as for "007".
        }
        throw new UnreadableException("key is no id in decimal");
    }

    /**
     * What the value says.
     *
     * @throws UnreadableException where it is no spacecraft, or not the one that the key names
     * @throws IllegalStateException where this is a removal
     */
    public Reading reading() throws UnreadableException {
        if (value == null) {
            throw new IllegalStateException("a removal has nothing to read");
        }
        var reading = Reading.of(value);
        if (reading.spacecraft().id() != id) {
            throw new UnreadableException("id is not the key");
        }
        return reading;
    }
}
