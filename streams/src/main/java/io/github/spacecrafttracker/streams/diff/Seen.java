package io.github.spacecrafttracker.streams.diff;

import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * When a spacecraft was last observed.
 *
 * @param observation the number of that observation
 * @param at when it was received
 */
record Seen(long observation, Instant at) {

    static Seen read(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        return new Seen(buffer.getLong(), Instant.ofEpochMilli(buffer.getLong()));
    }

    byte[] write() {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(observation)
                .putLong(at.toEpochMilli())
                .array();
    }
}
