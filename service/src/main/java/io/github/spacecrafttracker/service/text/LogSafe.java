package io.github.spacecrafttracker.service.text;

import java.util.regex.Pattern;

/** Makes foreign text safe for a log or a terminal. */
public final class LogSafe {
    // Control characters of ASCII and Latin-1 (U+009B alone starts a terminal command), Unicode's
    // line separators, and characters that change the direction of writing.
    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\u2028-\\u202e\\u2066-\\u2069]+");

    private LogSafe() {}

    /**
     * Replaces with a space what would end the line, control a terminal or change the direction of
     * the text that follows.
     */
    public static String of(String text) {
        return UNSAFE.matcher(text).replaceAll(" ");
    }
}
