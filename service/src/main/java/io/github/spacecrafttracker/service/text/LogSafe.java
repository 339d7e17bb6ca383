package io.github.spacecrafttracker.service.text;

import java.util.regex.Pattern;

/** Text that others wrote, for a log or a terminal. */
public final class LogSafe {
    // Control characters of ASCII and of Latin 1 (U+009B alone begins a terminal's command), Unicode's ends of lines,
    // and what turns the direction of writing.
    private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}\\u2028-\\u202e\\u2066-\\u2069]+");

    private LogSafe() {}

    /** The same with a blank where it would end the line, move the terminal or turn the direction of what follows. */
    public static String of(String text) {
        return UNFIT.matcher(text).replaceAll(" ");
    }
}
