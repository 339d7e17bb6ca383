package io.github.spacecrafttracker.streams.diff;

import io.github.spacecrafttracker.snapshot.Reading;
import io.github.spacecrafttracker.snapshot.UnreadableException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the state holds of one spacecraft, in the bytes in which the store keeps it: a marker, then the last snapshot that was no removal. Nothing follows
 * the marker where a removal was the first that was seen of it.
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared as a value, and never changed.
record Held(byte[] bytes) {
    private static final byte PRESENT = 'P';
    private static final byte REMOVED = 'R';

    /** @throws IllegalStateException where there is nothing, though the spacecraft was seen: the two are put together */
    static Held read(byte @Nullable [] bytes) {
        if (bytes == null) {
            throw new IllegalStateException("nothing is held of a spacecraft that was seen");
        }
        return new Held(bytes);
    }

    static Held present(byte[] snapshot) {
        return new Held(marked(PRESENT, snapshot, 0));
    }

    static Held removedUnseen() {
        return new Held(new byte[] {REMOVED});
    }

    /** The same one, removed. */
    Held removed() {
        return new Held(marked(REMOVED, bytes, 1));
    }

    boolean isRemoved() {
        return bytes[0] == REMOVED;
    }

    /** Whether it is present and its snapshot is this one, byte for byte. */
    boolean shows(byte[] snapshot) {
        return bytes[0] == PRESENT && Arrays.equals(bytes, 1, bytes.length, snapshot, 0, snapshot.length);
    }

    /**
     * What its last snapshot says.
     *
     * @throws IllegalStateException where it cannot be read: it could when it was put
     */
    Reading reading() {
        try {
            return Reading.of(Arrays.copyOfRange(bytes, 1, bytes.length));
        } catch (UnreadableException e) {
            throw new IllegalStateException("what the state holds is no spacecraft any more: " + e.getMessage(), e);
        }
    }

    private static byte[] marked(byte marker, byte[] source, int from) {
        var marked = new byte[source.length - from + 1];
        marked[0] = marker;
        System.arraycopy(source, from, marked, 1, source.length - from);
        return marked;
    }
}
