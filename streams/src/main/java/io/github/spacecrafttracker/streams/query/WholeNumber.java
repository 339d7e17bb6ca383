package io.github.spacecrafttracker.streams.query;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/** Parses the integers in request parameters and paths. */
public final class WholeNumber {
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

    private WholeNumber() {}

    /**
     * Parses an integer of any size as LL2 does: with an optional sign, and whitespace around it.
     * Returns empty if the text is not a number.
     */
    public static Optional<BigInteger> parse(String text) {
        return Optional.of(text.strip())
                .filter(stripped -> NUMBER.matcher(stripped).matches())
                .map(BigInteger::new);
    }

    /** Parses an id, which has only digits. Returns empty if the text cannot be an id. */
    public static Optional<Long> parseId(String text) {
        return Optional.of(text).filter(digits -> ID.matcher(digits).matches()).map(Long::valueOf);
    }
}
