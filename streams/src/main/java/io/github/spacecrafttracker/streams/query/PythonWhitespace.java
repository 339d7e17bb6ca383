package io.github.spacecrafttracker.streams.query;

import java.util.regex.Pattern;

/** What Launch Library 2's language, Python, takes for white space, which is neither what Java's {@code \s} matches nor what {@code strip} removes. */
final class PythonWhitespace {
    /** One of them, as part of a character class. */
    static final String CLASS = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";

    private static final Pattern LEADING = Pattern.compile("^[" + CLASS + "]++");
    private static final Pattern TRAILING = Pattern.compile("(?<![" + CLASS + "])[" + CLASS + "]++\\z");

    private PythonWhitespace() {}

    static String strip(String text) {
        return TRAILING.matcher(LEADING.matcher(text).replaceFirst("")).replaceFirst("");
    }
}
