package io.github.spacecrafttracker.poller.ll2;

import io.github.spacecrafttracker.snapshot.CanonicalForm;
import io.github.spacecrafttracker.snapshot.TrackedSpacecraft;
import io.github.spacecrafttracker.snapshot.UnreadableException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** One row of a page. */
public sealed interface UpstreamRow {
    /** The largest row that fits into a record of the topics, without its headers. */
    int MAX_BYTES = 4 * 1024 * 1024;

    /** Returns null if the id could not be read. */
    @Nullable
    Long id();

    /**
     * A valid spacecraft.
     *
     * @param canonical in canonical form
     */
    @SuppressWarnings("ArrayRecordComponent") // Passed on once, never compared.
    record Valid(Long id, byte[] canonical, boolean inSpace) implements UpstreamRow {}

    /**
     * A row that is not a valid spacecraft, for the dead-letter topic.
     *
     * @param cause one clause
     * @param raw as received, or its first 4 MiB
     */
    @SuppressWarnings("ArrayRecordComponent") // Passed on once, never compared.
    record Unreadable(@Nullable Long id, Defect defect, String cause, byte[] raw) implements UpstreamRow {}

    /** The reason why a row cannot be published. */
    enum Defect {
        /** The row has no valid id. */
        ID,
        /** The value is not a valid spacecraft. */
        VALUE,
        /** The row does not fit into a record. */
        SIZE;

        /** Returns the value of the metric's label. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static UpstreamRow of(byte[] raw) {
        try {
            var canonical = CanonicalForm.of(raw);
            var reading = TrackedSpacecraft.of(canonical);
            var id = reading.spacecraft().id();
            return canonical.length <= MAX_BYTES
                    ? new Valid(id, canonical, reading.state().inSpace())
                    : unreadable(id, Defect.SIZE, "is larger than " + MAX_BYTES + " bytes", raw);
        } catch (UnreadableException e) {
            var id = idIn(raw);
            return unreadable(id, id == null ? Defect.ID : Defect.VALUE, String.valueOf(e.getMessage()), raw);
        }
    }

    private static UpstreamRow unreadable(@Nullable Long id, Defect defect, String cause, byte[] raw) {
        return new Unreadable(id, defect, cause, Arrays.copyOf(raw, Math.min(raw.length, MAX_BYTES)));
    }

    private static @Nullable Long idIn(byte[] raw) {
        try {
            var fields = JsonFields.of(raw);
            return fields == null ? null : fields.integer("id");
        } catch (JacksonException e) {
            return null;
        }
    }
}
