package io.github.spacecrafttracker.streams.http.ll2;

import io.github.spacecrafttracker.streams.query.PageWindow;
import io.github.spacecrafttracker.streams.query.Parameters;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * The links to the pages around a page, as LL2 writes them (docs/ll2-contract.md#pagination): with
 * the parameters of the request, in order, and the limit in force.
 *
 * @param next null on the last page
 * @param previous null on the first page
 */
public record Links(@Nullable String next, @Nullable String previous) {
    /**
     * Returns the links of one page.
     *
     * @param url of the list, without parameters
     * @param count the number of all rows
     */
    public static Links around(String url, Parameters parameters, PageWindow window, int count) {
        var limit = BigInteger.valueOf(window.limit());
        var limited = parameters.with(PageWindow.LIMIT, limit.toString());
        var after = window.offset().add(limit);
        var before = window.offset().subtract(limit);
        return new Links(
                after.compareTo(BigInteger.valueOf(count)) >= 0 ? null : link(url, limited, after),
                window.offset().signum() == 0 ? null : link(url, limited, before));
    }

    private static String link(String url, Parameters limited, BigInteger offset) {
        var parameters = offset.signum() <= 0
                ? limited.without(PageWindow.OFFSET)
                : limited.with(PageWindow.OFFSET, offset.toString());
        return url + "?" + parameters.write();
    }
}
