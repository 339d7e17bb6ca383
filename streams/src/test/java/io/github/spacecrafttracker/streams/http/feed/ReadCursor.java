package io.github.spacecrafttracker.streams.http.feed;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Reads a cursor independently of the code under test. A cursor contains a version byte; for each
 * topic, its identity in eight bytes, and the number of partitions and their offsets in groups of
 * seven bits; a checksum of four bytes.
 */
public final class ReadCursor {
    private ReadCursor() {}

    /** Returns the offset of the next record in each partition. */
    public static List<Long> of(String cursor) {
        var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor)).position(1);
        var offsets = new ArrayList<Long>();
        while (bytes.remaining() > 4) {
            bytes.position(bytes.position() + 8);
            for (long partitions = number(bytes); partitions > 0; partitions--) {
                offsets.add(number(bytes));
            }
        }
        return offsets;
    }

    private static long number(ByteBuffer bytes) {
        long number = 0;
        int shift = 0;
        byte next;
        do {
            next = bytes.get();
            number |= (next & 0x7FL) << shift;
            shift += 7;
        } while (next < 0);
        return number;
    }
}
