package io.github.spacecrafttracker.streams.changes;

import io.github.spacecrafttracker.streams.changes.CursorException.Reason;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32C;

/**
 * Writes positions as opaque text and reads them: a version, the identity of the topics, the offset of each partition, and a check sum, in URL-safe Base64
 * (RFC 4648, section 5).
 */
final class Cursors {
    private static final byte VERSION = 1;
    private static final int LONGEST_NUMBER = 10;
    private static final int AROUND = 1 + Long.BYTES + Integer.BYTES;

    private final long identity;
    private final int partitions;

    Cursors(ChangePartitions partitions) {
        this.identity = partitions.identity();
        this.partitions = partitions.all().size();
    }

    String write(Position position) {
        var bytes = ByteBuffer.allocate(AROUND + partitions * LONGEST_NUMBER);
        bytes.put(VERSION).putLong(identity);
        for (int partition = 0; partition < partitions; partition++) {
            putNumber(bytes, position.next(partition));
        }
        bytes.putInt(checkSum(bytes.array(), bytes.position()));
        bytes.flip();
        var written = new byte[bytes.remaining()];
        bytes.get(written);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(written);
    }

    /** @throws CursorException it is garbled, or of other topics */
    Position read(String cursor) throws CursorException {
        var bytes = checked(cursor);
        if (bytes.getLong() != identity) {
            throw new CursorException(Reason.OF_OTHER_TOPICS);
        }
        try {
            var next = new long[partitions];
            for (int partition = 0; partition < partitions; partition++) {
                next[partition] = number(bytes);
            }
            if (!bytes.hasRemaining()) {
                return Position.of(next);
            }
        } catch (BufferUnderflowException e) {
            // Told below, as any other that is not as it was written.
        }
        throw new CursorException(Reason.GARBLED);
    }

    /** What lies between the version and the check sum. */
    private static ByteBuffer checked(String cursor) throws CursorException {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            throw new CursorException(Reason.GARBLED);
        }
        int end = bytes.length - Integer.BYTES;
        if (bytes.length < AROUND
                || bytes[0] != VERSION
                || ByteBuffer.wrap(bytes).getInt(end) != checkSum(bytes, end)) {
            throw new CursorException(Reason.GARBLED);
        }
        return ByteBuffer.wrap(bytes, 1, end - 1);
    }

    private static int checkSum(byte[] bytes, int length) {
        var sum = new CRC32C();
        sum.update(bytes, 0, length);
        return (int) sum.getValue();
    }

    /** Seven bits to a byte, the lowest first, as protocol buffers write them. */
    private static void putNumber(ByteBuffer bytes, long number) {
        long rest = number;
        while (rest > 0x7F) {
            bytes.put((byte) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        bytes.put((byte) rest);
    }

    private static long number(ByteBuffer bytes) throws CursorException {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE - 1; shift += 7) {
            byte next = bytes.get();
            number |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw new CursorException(Reason.GARBLED);
    }
}
