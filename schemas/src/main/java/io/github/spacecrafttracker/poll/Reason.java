package io.github.spacecrafttracker.poll;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The reason for a look-up. */
public enum Reason {
    /** The spacecraft was in space, and a watch did not show it. It is looked up at once. */
    SUSPECT,
    /**
     * A sweep did not show the spacecraft, or a look-up found it and lists still do not show it. It
     * is looked up now and then.
     */
    MISSING;

    /** Returns the name in reports. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
