package io.github.spacecrafttracker.streams.catalogue;

import io.github.spacecrafttracker.snapshot.NormalProjection;
import io.github.spacecrafttracker.snapshot.Snapshot;
import io.github.spacecrafttracker.snapshot.TrackedSpacecraft;
import io.github.spacecrafttracker.snapshot.UnreadableException;
import io.github.spacecrafttracker.streams.query.QueryFields;
import java.util.Arrays;
import tools.jackson.core.JacksonException;

/**
 * One spacecraft in the catalogue, with the values that are derived from its snapshot.
 *
 * @param tracked the identity and the tracked state
 * @param snapshotJson the spacecraft in the form of its snapshot, normal or detailed
 * @param normalJson the spacecraft in normal form; the same object as {@code snapshotJson} if that
 *     is normal
 */
public record Row(
        TrackedSpacecraft tracked, QueryFields fields, SpacecraftJson snapshotJson, SpacecraftJson normalJson) {

    /**
     * Reads a snapshot that is not a removal.
     *
     * @throws UnreadableException if its value is not a valid spacecraft, or if its id is not the
     *     key
     */
    static Row of(Snapshot snapshot, byte[] value) throws UnreadableException {
        var tracked = snapshot.reading();
        try {
            var snapshotJson = SpacecraftJson.of(value);
            var normal = NormalProjection.of(value);
            return new Row(
                    tracked,
                    QueryFields.of(tracked, value),
                    snapshotJson,
                    Arrays.equals(normal, value) ? snapshotJson : SpacecraftJson.of(normal));
        } catch (JacksonException e) {
            // Valid JSON that cannot be sliced, such as JSON in UTF-16. The poller never writes it.
            throw new UnreadableException("is not in canonical form");
        }
    }

    boolean isOf(byte[] value) {
        return Arrays.equals(snapshotJson.canonical(), value);
    }
}
