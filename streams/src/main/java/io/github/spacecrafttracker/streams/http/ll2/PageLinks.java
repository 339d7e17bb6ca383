package io.github.spacecrafttracker.streams.http.ll2;

import io.github.spacecrafttracker.streams.query.PageWindow;
import io.github.spacecrafttracker.streams.query.Parameters;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * The links to the next and the previous page of a list, in LL2's form: with the parameters of the
 * request in alphabetical order and the effective limit. See docs/ll2-contract.md#pagination.
 *
 * @param next null on the last page
 * @param previous null on the first page
 */
public record PageLinks(@Nullable String next, @Nullable String previous) {
    /**
     * Returns the links of one page.
     *
     * @param url the URL of the list, without parameters
     * @param count the number of rows on all pages
     */
    public static PageLinks around(String url, Parameters parameters, PageWindow window, int count) {
        var limit = BigInteger.valueOf(window.limit());
        var withLimit = parameters.with(PageWindow.LIMIT, limit.toString());
        var nextOffset = window.offset().add(limit);
        var previousOffset = window.offset().subtract(limit);
        return new PageLinks(
                nextOffset.compareTo(BigInteger.valueOf(count)) >= 0 ? null : link(url, withLimit, nextOffset),
                window.offset().signum() == 0 ? null : link(url, withLimit, previousOffset));
    }

    private static String link(String url, Parameters withLimit, BigInteger offset) {
        var parameters = offset.signum() <= 0
                ? withLimit.without(PageWindow.OFFSET)
                : withLimit.with(PageWindow.OFFSET, offset.toString());
        return url + "?" + parameters.write();
    }
}
