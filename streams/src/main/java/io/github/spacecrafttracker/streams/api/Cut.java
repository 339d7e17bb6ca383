package io.github.spacecrafttracker.streams.api;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which part of a list is asked for.
 *
 * @param limit how many rows at most, 1 to 100
 * @param offset how many rows to skip, of any size
 */
record Cut(int limit, BigInteger offset) {
    private static final int DEFAULT_LIMIT = 10;
    private static final BigInteger LARGEST_LIMIT = BigInteger.valueOf(100);

    // What LL2's framework takes for an integer: blanks around it, a sign, single underscores between digits.
    private static final Pattern INTEGER = Pattern.compile("\\s*\\+?([0-9]+(?:_[0-9]+)*)\\s*");
    private static final int MOST_DIGITS = 4300;

    /** What is no number, or none that can be meant, counts as not given (LL2 contract, section 1). */
    static Cut of(Parameters parameters) {
        return new Cut(
                parameters
                        .last(Links.LIMIT)
                        .flatMap(Cut::number)
                        .filter(limit -> limit.signum() > 0)
                        .map(limit -> limit.min(LARGEST_LIMIT).intValueExact())
                        .orElse(DEFAULT_LIMIT),
                parameters.last(Links.OFFSET).flatMap(Cut::number).orElse(BigInteger.ZERO));
    }

    /** The offset, or as much of it as is past the end of any list. */
    int rowsToSkip() {
        return offset.min(BigInteger.valueOf(Integer.MAX_VALUE)).intValueExact();
    }

    private static Optional<BigInteger> number(String text) {
        var matcher = INTEGER.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var digits = matcher.group(1).replace("_", "");
        return digits.length() > MOST_DIGITS ? Optional.empty() : Optional.of(new BigInteger(digits));
    }
}
