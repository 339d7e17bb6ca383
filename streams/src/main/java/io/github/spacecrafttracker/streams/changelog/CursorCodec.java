package io.github.spacecrafttracker.streams.changelog;

import io.github.spacecrafttracker.streams.changelog.ChangePartitions.ChangeTopic;
import io.github.spacecrafttracker.streams.changelog.CursorException.Reason;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/**
 * Encodes positions as cursors, and decodes them. A cursor contains a version; for each topic its
 * identity, the number of its partitions and the offset of each; and a checksum. It is written in
 * URL-safe Base64 (RFC 4648, section 5).
 */
final class CursorCodec {
    private static final byte VERSION = 2;
    private static final int MAX_NUMBER_BYTES = 10;
    private static final int FRAME_BYTES = 1 + Integer.BYTES;

    private final Map<Long, ChangeTopic> topics;
    private final ChangePartitions partitions;
    private final LogPosition start;

    /**
     * @param start the beginning of the topics, from which a topic is read that a cursor does not
     *     name
     */
    CursorCodec(ChangePartitions partitions, LogPosition start) {
        this.topics =
                partitions.topics().stream().collect(Collectors.toMap(ChangeTopic::identity, Function.identity()));
        this.partitions = partitions;
        this.start = start;
    }

    String encode(LogPosition position) {
        var bytes = ByteBuffer.allocate(
                FRAME_BYTES + topics.size() * (Long.BYTES + MAX_NUMBER_BYTES) + position.size() * MAX_NUMBER_BYTES);
        bytes.put(VERSION);
        for (var topic : partitions.topics()) {
            bytes.putLong(topic.identity());
            writeNumber(bytes, topic.partitions());
            for (int partition = 0; partition < topic.partitions(); partition++) {
                writeNumber(bytes, position.next(topic.first() + partition));
            }
        }
        bytes.putInt(checksum(bytes.array(), bytes.position()));
        bytes.flip();
        var written = new byte[bytes.remaining()];
        bytes.get(written);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(written);
    }

    /**
     * Decodes a cursor. A topic or partition that the cursor does not name was added later, and is
     * read from its beginning.
     *
     * @throws CursorException if the cursor is garbled, or names a topic or partition that does not
     *     exist
     */
    LogPosition decode(String cursor) throws CursorException {
        var bytes = checked(cursor);
        var next = start.offsets();
        boolean isOfOtherTopics = false;
        try {
            do {
                var topic = topics.get(bytes.getLong());
                long count = readNumber(bytes);
                isOfOtherTopics |= topic == null || count > topic.partitions();
                for (long partition = 0; partition < count; partition++) {
                    long offset = readNumber(bytes);
                    if (!isOfOtherTopics && topic != null) {
                        next[topic.first() + (int) partition] = offset;
                    }
                }
            } while (bytes.hasRemaining());
        } catch (BufferUnderflowException e) {
            throw new CursorException(Reason.GARBLED);
        }
        if (isOfOtherTopics) {
            throw new CursorException(Reason.OF_OTHER_TOPICS);
        }
        return LogPosition.of(next);
    }

    /** Returns the bytes between the version and the checksum, after checking both. */
    private static ByteBuffer checked(String cursor) throws CursorException {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            throw new CursorException(Reason.GARBLED);
        }
        int end = bytes.length - Integer.BYTES;
        if (bytes.length < FRAME_BYTES
                || bytes[0] != VERSION
                || ByteBuffer.wrap(bytes).getInt(end) != checksum(bytes, end)) {
            throw new CursorException(Reason.GARBLED);
        }
        return ByteBuffer.wrap(bytes, 1, end - 1);
    }

    private static int checksum(byte[] bytes, int length) {
        var sum = new CRC32C();
        sum.update(bytes, 0, length);
        return (int) sum.getValue();
    }

    /** Writes seven bits per byte, the lowest first, like a varint of protocol buffers. */
    private static void writeNumber(ByteBuffer bytes, long number) {
        long rest = number;
        while (rest > 0x7F) {
            bytes.put((byte) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        bytes.put((byte) rest);
    }

    private static long readNumber(ByteBuffer bytes) throws CursorException {
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
