package io.github.spacecrafttracker.json;

/** 64-bit integers as decimal text in ASCII. Each number has one form: no plus sign, no leading zeros, no {@code -0}. */
public final class DecimalText {
    private static final int RADIX = 10;

    private DecimalText() {}

    /**
     * Parses the text without making a string of it, because the diff reads several numbers of each snapshot.
     *
     * @throws NumberFormatException if the text is not a number in this form, or beyond 64 bits
     */
    public static long parse(byte[] text) {
        var start = text.length > 0 && text[0] == '-' ? 1 : 0;
        var digits = text.length - start;
        if (digits == 0 || (text[start] == '0' && text.length > 1)) {
            throw new NumberFormatException();
        }
        try {
            // Negative, because the least number has no positive counterpart.
            var negative = 0L;
            for (var index = start; index < text.length; index++) {
                var digit = text[index] - '0';
                if (digit < 0 || digit >= RADIX) {
                    throw new NumberFormatException();
                }
                negative = Math.subtractExact(Math.multiplyExact(negative, RADIX), digit);
            }
            return start == 1 ? negative : Math.negateExact(negative);
        } catch (ArithmeticException e) {
            throw new NumberFormatException();
        }
    }
}
