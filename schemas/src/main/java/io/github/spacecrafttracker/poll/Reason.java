package io.github.spacecrafttracker.poll;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The reason for a look-up. */
public enum Reason {
    /** The spacecraft was in space, but a watch did not list it. It is looked up immediately. */
    SUSPECT,
    /**
     * A sweep did not list the spacecraft, or a look-up found it but lists still do not include it.
     * It is looked up at intervals.
     */
    MISSING;

    /** Returns the name in reports. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
