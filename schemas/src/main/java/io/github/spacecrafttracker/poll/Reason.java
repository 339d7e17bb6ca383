package io.github.spacecrafttracker.poll;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why one spacecraft is asked for by its id. */
public enum Reason {
    /** It was in space, and a watch did not show it: it has left space, or more. */
    SUSPECT,
    /** A sweep did not show it. */
    MISSING;

    /** As reports have it. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
