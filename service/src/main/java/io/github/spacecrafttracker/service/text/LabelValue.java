package io.github.spacecrafttracker.service.text;

import org.jspecify.annotations.Nullable;

/**
 * An upstream name as the value of a metric's label: one line of bounded length, whatever the
 * upstream API calls things, because alerts show it to people.
 */
public final class LabelValue {
    private static final int MAX_CHARACTERS = 64;

    private LabelValue() {}

    /**
     * Returns the first 64 characters of a name, {@linkplain LogSafe safe to log}, or an empty
     * string if there is no name. A character outside the basic plane counts as one and is never
     * split.
     */
    public static String of(@Nullable String name) {
        if (name == null) {
            return "";
        }
        var end = name.offsetByCodePoints(0, Math.min(MAX_CHARACTERS, name.codePointCount(0, name.length())));
        return LogSafe.of(name.substring(0, end)).strip();
    }
}
