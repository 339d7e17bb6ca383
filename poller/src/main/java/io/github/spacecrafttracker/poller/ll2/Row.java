package io.github.spacecrafttracker.poller.ll2;

import io.github.spacecrafttracker.json.JsonSlices;
import io.github.spacecrafttracker.snapshot.CanonicalForm;
import io.github.spacecrafttracker.snapshot.Reading;
import io.github.spacecrafttracker.snapshot.UnreadableException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** One row of a page. */
public sealed interface Row {
    /** What Kafka takes in one record, less headers; the topics are made for it. */
    int LARGEST = 4 * 1024 * 1024;

    /** Null if it could not be read. */
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
    record Unreadable(@Nullable Long id, Fault fault, String cause, byte[] raw) implements Row {}

    /** The kind of a cause. */
    enum Fault {
        /** It can't be told which spacecraft it is. */
        ID,
        /** What it says is no spacecraft. */
        VALUE,
        /** It does not fit into a record. */
        SIZE;

        /** Its name in metrics. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Row of(byte[] raw) {
        try {
            var canonical = CanonicalForm.of(raw);
            var reading = Reading.of(canonical);
            if (canonical.length > LARGEST) {
                return unreadable(reading.spacecraft().id(), Fault.SIZE, "is larger than " + LARGEST + " bytes", raw);
            }
            return new Sound(
                    reading.spacecraft().id(), canonical, reading.state().inSpace());
        } catch (UnreadableException e) {
            var id = idIn(raw);
            return unreadable(id, id == null ? Fault.ID : Fault.VALUE, String.valueOf(e.getMessage()), raw);
        }
    }

    private static Row unreadable(@Nullable Long id, Fault fault, String cause, byte[] raw) {
        return new Unreadable(id, fault, cause, Arrays.copyOf(raw, Math.min(raw.length, LARGEST)));
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
