package io.github.spacecrafttracker.streams.query;

import java.math.BigInteger;
import java.util.List;

/**
 * The part of a list that a request selects.
 *
 * @param limit the maximum number of rows, 1 to 100
 * @param offset the number of rows to skip, which may be greater than any list
 */
public record PageWindow(int limit, BigInteger offset) {
    public static final String LIMIT = "limit";
    public static final String OFFSET = "offset";

    private static final int DEFAULT_LIMIT = 10;
    private static final BigInteger LARGEST_LIMIT = BigInteger.valueOf(100);

    /**
     * Reads the window of a request. Ignores an invalid number; see
     * docs/ll2-contract.md#pagination.
     */
    public static PageWindow of(Parameters parameters) {
        return new PageWindow(
                parameters
                        .last(LIMIT)
                        .flatMap(WholeNumber::parse)
                        .filter(limit -> limit.signum() > 0)
                        .map(limit -> limit.min(LARGEST_LIMIT).intValueExact())
                        .orElse(DEFAULT_LIMIT),
                parameters
                        .last(OFFSET)
                        .flatMap(WholeNumber::parse)
                        .filter(offset -> offset.signum() > 0)
                        .orElse(BigInteger.ZERO));
    }

    /** Returns this part of the rows; empty if it begins after the last row. */
    public <T> List<T> of(List<T> all) {
        var from = offset.min(BigInteger.valueOf(all.size())).intValueExact();
        return all.subList(from, Math.min(from + limit, all.size()));
    }
}
