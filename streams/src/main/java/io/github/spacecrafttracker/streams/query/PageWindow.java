package io.github.spacecrafttracker.streams.query;

import java.math.BigInteger;
import java.util.List;

/**
 * Which part of a list is asked for.
 *
 * @param limit how many rows at most, 1 to 100
 * @param offset how many rows to skip, of any size
 */
public record PageWindow(int limit, BigInteger offset) {
    public static final String LIMIT = "limit";
    public static final String OFFSET = "offset";

    private static final int DEFAULT_LIMIT = 10;
    private static final BigInteger LARGEST_LIMIT = BigInteger.valueOf(100);

    /** What is no number, or none that can be meant, counts as not given (LL2 contract, section 1). */
    public static PageWindow of(Parameters parameters) {
        return new PageWindow(
                parameters
                        .last(LIMIT)
                        .flatMap(PythonInt::parse)
                        .filter(limit -> limit.signum() > 0)
                        .map(limit -> limit.min(LARGEST_LIMIT).intValueExact())
                        .orElse(DEFAULT_LIMIT),
                parameters
                        .last(OFFSET)
                        .flatMap(PythonInt::parse)
                        .filter(offset -> offset.signum() > 0)
                        .orElse(BigInteger.ZERO));
    }

    /** That part of all rows; past their end there is none. */
    public <T> List<T> of(List<T> all) {
        var from = offset.min(BigInteger.valueOf(all.size())).intValueExact();
        return all.subList(from, Math.min(from + limit, all.size()));
    }
}
