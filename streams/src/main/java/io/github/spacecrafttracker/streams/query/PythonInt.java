package io.github.spacecrafttracker.streams.query;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A whole number as Launch Library 2's framework reads it, by Python's {@code int()}: blanks around it, a sign, single underscores between digits, digits of
 * any script, at most 4300 of them.
 */
public final class PythonInt {
    // The separators U+001C to U+001F, which are blanks elsewhere, are none here.
    private static final String BLANKS = "[" + PythonWhitespace.CLASS + "&&[^\\x1c-\\x1f]]*+";
    private static final Pattern NUMBER =
            Pattern.compile(BLANKS + "(?<sign>[+-]?)(?<digits>\\p{Nd}(?:_?\\p{Nd})*+)" + BLANKS);
    private static final int MOST_DIGITS = 4300;

    private PythonInt() {}

    /** @return empty where the text is no whole number */
    public static Optional<BigInteger> parse(String text) {
        var matcher = NUMBER.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var digits = new StringBuilder();
        matcher.group("digits")
                .codePoints()
                .filter(point -> point != '_')
                .forEach(point -> digits.append(Character.digit(point, 10)));
        return digits.length() > MOST_DIGITS
                ? Optional.empty()
                : Optional.of(new BigInteger(matcher.group("sign") + digits));
    }
}
