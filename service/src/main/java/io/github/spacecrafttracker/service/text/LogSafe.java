package io.github.spacecrafttracker.service.text;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes untrusted text safe for a log, a terminal, or a metric label. */
public final class LogSafe {
    // Control characters of ASCII and Latin-1 (U+009B alone starts a terminal command), Unicode's
    // line separators, and characters that change the direction of writing.
    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\u2028-\\u202e\\u2066-\\u2069]+");

    private static final int MAX_LABEL_CHARACTERS = 64;

    private LogSafe() {}

    /**
     * Replaces with a space each sequence of characters that end a line, control a terminal or
     * change the direction of the text that follows.
     */
    public static String of(String text) {
        return UNSAFE.matcher(text).replaceAll(" ");
    }

    /**
     * Returns the value of a metric's label for an upstream name: its first 64 characters, safe to
     * log because alerts show labels to people, or an empty string if there is no name. A character
     * outside the basic plane counts as one and is never split.
     */
    public static String label(@Nullable String name) {
        if (name == null) {
            return "";
        }
        var end = name.offsetByCodePoints(0, Math.min(MAX_LABEL_CHARACTERS, name.codePointCount(0, name.length())));
        return of(name.substring(0, end)).strip();
    }
}
