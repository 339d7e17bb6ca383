package io.github.spacecrafttracker.streams;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Reads a cursor as its form says, apart from the code under test: a byte, eight of identity, an offset for each partition in seven bits to a byte, a sum of four. */
final class ReadCursor {
    private ReadCursor() {}

    /** The offset of the next record of each partition. */
    static List<Long> of(String cursor) {
        var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor)).position(9);
        var offsets = new ArrayList<Long>();
        while (bytes.remaining() > 4) {
            long number = 0;
            int shift = 0;
            byte next;
            do {
                next = bytes.get();
                number |= (next & 0x7FL) << shift;
                shift += 7;
            } while (next < 0);
            offsets.add(number);
        }
        return offsets;
    }
}
