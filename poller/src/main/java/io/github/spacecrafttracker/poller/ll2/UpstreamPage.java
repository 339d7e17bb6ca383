package io.github.spacecrafttracker.poller.ll2;

import io.github.spacecrafttracker.poll.Outcome;
import io.github.spacecrafttracker.poller.ll2.JsonFields.ContractViolationException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list that is consistent with its request and with itself.
 *
 * @param count the number of rows that the whole list has
 * @param last whether it is the page without {@code next}
 * @param rows in ascending order of their ids; a row whose id cannot be read keeps its position
 */
public record UpstreamPage(long count, boolean last, List<UpstreamRow> rows) {

    /** @throws ContractViolationException if the reply is not such a page */
    static UpstreamPage read(byte[] body, Request.Page request) throws ContractViolationException {
        var page = parse(JsonFields.ofBody(body));
        page.requireConsistent(request);
        page.requireAscendingIds();
        return page;
    }

    /** Returns the first id that could be read; null if there is none. */
    public @Nullable Long firstId() {
        return rows.stream()
                .map(UpstreamRow::id)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Returns the index of the last row whose id could be read; -1 if there is none. */
    public int lastIndexWithId() {
        for (var index = rows.size() - 1; index >= 0; index--) {
            if (rows.get(index).id() != null) {
                return index;
            }
        }
        return -1;
    }

    private static UpstreamPage parse(JsonFields fields) throws ContractViolationException {
        var count = fields.integer("count");
        var results = fields.elements("results");
        if (count == null || count < 0) {
            throw new ContractViolationException(Outcome.SHAPE, "count is not a whole number");
        }
        if (!fields.isNull("next") && !fields.isString("next")) {
            throw new ContractViolationException(Outcome.SHAPE, "next is neither null nor a link");
        }
        if (results == null) {
            throw new ContractViolationException(Outcome.SHAPE, "results is not a list");
        }
        return new UpstreamPage(
                count,
                fields.isNull("next"),
                results.stream().map(UpstreamRow::of).toList());
    }

    private void requireConsistent(Request.Page request) throws ContractViolationException {
        var expected = Math.max(0, Math.min(Request.Page.LIMIT, count - request.offset()));
        if (rows.size() != expected) {
            throw new ContractViolationException(
                    Outcome.CONTRADICTION,
                    "has " + rows.size() + " rows, but count " + count + ", limit " + Request.Page.LIMIT
                            + " and offset " + request.offset() + " require " + expected);
        }
        var mustBeLast = request.offset() + Request.Page.LIMIT >= count;
        if (last != mustBeLast) {
            throw new ContractViolationException(
                    Outcome.CONTRADICTION, last ? "has no next, but rows follow" : "has a next, but no rows follow");
        }
        // The next page starts at a row whose id is known. Otherwise the poller could not detect
        // that a row is missing between the two pages.
        if (!last && lastIndexWithId() < 1) {
            throw new ContractViolationException(Outcome.SHAPE, "its rows have no ids");
        }
    }

    private void requireAscendingIds() throws ContractViolationException {
        Long before = null;
        for (var row : rows) {
            var id = row.id();
            if (id == null) {
                continue;
            }
            if (before != null && id <= before) {
                throw new ContractViolationException(
                        Outcome.CONTRADICTION, "ids are not ascending: " + id + " comes after " + before);
            }
            before = id;
        }
    }
}
