package io.github.spacecrafttracker.poll;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why one spacecraft is asked for by its id. */
public enum Reason {
    /** It was in space, and a watch did not show it: asked for at once. */
    SUSPECT,
    /** A sweep did not show it, or it was found before and is still not shown: asked for now and then. */
    MISSING;

    /** As reports have it. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
