package io.github.spacecrafttracker.poller.upstream;

import io.github.spacecrafttracker.snapshot.CanonicalForm;
import io.github.spacecrafttracker.snapshot.JsonSlices;
import io.github.spacecrafttracker.snapshot.Reading;
import io.github.spacecrafttracker.snapshot.UnreadableException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** One row of a page. */
public sealed interface Row {
    /** What Kafka takes in one record, less headers; the topics are made for it. */
    int LARGEST = 4 * 1024 * 1024;

    /** Null where it could not be read. */
    @Nullable
    Long id();

    /**
     * A spacecraft.
     *
     * @param canonical in canonical form
     * @param inSpace what it says of that
     */
    @SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
    record Sound(Long id, byte[] canonical, boolean inSpace) implements Row {}

    /**
     * No spacecraft; bound for the dead letters.
     *
     * @param cause one clause
     * @param raw as it came, or its first 4 MiB
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Unreadable(@Nullable Long id, String cause, byte[] raw) implements Row {}

    static Row of(byte[] raw) {
        try {
            var canonical = CanonicalForm.of(raw);
            var reading = Reading.of(canonical);
            if (canonical.length > LARGEST) {
                throw new UnreadableException("is larger than " + LARGEST + " bytes");
            }
            return new Sound(
                    reading.spacecraft().id(), canonical, reading.state().inSpace());
        } catch (UnreadableException e) {
            return new Unreadable(
                    idIn(raw), String.valueOf(e.getMessage()), Arrays.copyOf(raw, Math.min(raw.length, LARGEST)));
        }
    }

    private static @Nullable Long idIn(byte[] raw) {
        try {
            var fields = JsonSlices.fields(raw);
            return fields == null ? null : WholeNumber.in(fields.get("id"));
        } catch (JacksonException e) {
            return null;
        }
    }
}
