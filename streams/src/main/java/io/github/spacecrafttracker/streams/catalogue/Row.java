package io.github.spacecrafttracker.streams.catalogue;

import io.github.spacecrafttracker.snapshot.NormalProjection;
import io.github.spacecrafttracker.snapshot.Snapshot;
import io.github.spacecrafttracker.snapshot.TrackedSpacecraft;
import io.github.spacecrafttracker.snapshot.UnreadableException;
import io.github.spacecrafttracker.streams.query.Fields;
import java.util.Arrays;
import tools.jackson.core.JacksonException;

/**
 * One spacecraft in the catalogue, with everything that is computed from its snapshot once.
 *
 * @param reading its identity and its tracked state
 * @param held in the form of its snapshot, normal or detailed
 * @param normal in normal form; the same as {@code held} if that is normal
 */
public record Row(TrackedSpacecraft reading, Fields fields, LinkedJson held, LinkedJson normal) {

    /**
     * Reads a snapshot that is not a removal.
     *
     * @throws UnreadableException where its value is not a valid spacecraft, or not the one that the key names
     */
    static Row of(Snapshot snapshot, byte[] value) throws UnreadableException {
        var reading = snapshot.reading();
        try {
            var held = LinkedJson.of(value);
            var normal = NormalProjection.of(value);
            return new Row(
                    reading,
                    Fields.of(reading, value),
                    held,
                    Arrays.equals(normal, value) ? held : LinkedJson.of(normal));
        } catch (JacksonException e) {
            // Valid JSON that cannot be sliced, such as UTF-16, which a poller does not write.
            throw new UnreadableException("is not in canonical form");
        }
    }

    boolean isOf(byte[] value) {
        return Arrays.equals(held.canonical(), value);
    }
}
