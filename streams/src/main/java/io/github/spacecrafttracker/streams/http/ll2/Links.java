package io.github.spacecrafttracker.streams.http.ll2;

import io.github.spacecrafttracker.streams.query.PageWindow;
import io.github.spacecrafttracker.streams.query.Parameters;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Where the pages around a page are, as Launch Library 2 links them (LL2 contract, section 1): the request's own parameters, sorted, with the limit in force.
 *
 * @param next null on the last page
 * @param previous null on the first
 */
public record Links(@Nullable String next, @Nullable String previous) {
    /**
     * The links of one page.
     *
     * @param url of the list, without parameters
     * @param count how many rows there are in all
     */
    public static Links around(String url, Parameters parameters, PageWindow cut, int count) {
        var limit = BigInteger.valueOf(cut.limit());
        var limited = parameters.with(PageWindow.LIMIT, limit.toString());
        var after = cut.offset().add(limit);
        var before = cut.offset().subtract(limit);
        return new Links(
                after.compareTo(BigInteger.valueOf(count)) >= 0 ? null : link(url, limited, after),
                cut.offset().signum() == 0 ? null : link(url, limited, before));
    }

    private static String link(String url, Parameters limited, BigInteger offset) {
        var parameters = offset.signum() <= 0
                ? limited.without(PageWindow.OFFSET)
                : limited.with(PageWindow.OFFSET, offset.toString());
        return url + "?" + parameters.write();
    }
}
