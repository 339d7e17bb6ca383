package io.github.spacecrafttracker.poller.ll2;

import io.github.spacecrafttracker.json.JsonSlices;
import io.github.spacecrafttracker.poll.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A page of the list that agrees with its request and with itself.
 *
 * @param count how many rows upstream says there are in all
 * @param last whether it is the page without {@code next}
 * @param rows in ascending order of their ids; those whose id cannot be read stand where they stood
 */
public record ListPage(long count, boolean last, List<Row> rows) {

    /** @throws RefusedException if the reply is no such page */
    static ListPage read(byte[] body, PageRequest request) throws RefusedException {
        var page = parse(JsonBody.fields(body));
        page.requireAgreement(request);
        page.requireAscendingIds();
        return page;
    }

    /** The first id that could be read; null if there is none. */
    public @Nullable Long firstId() {
        return rows.stream().map(Row::id).filter(Objects::nonNull).findFirst().orElse(null);
    }

    /** The index of the last row whose id could be read; -1 if there is none. */
    public int lastKnownIndex() {
        for (var index = rows.size() - 1; index >= 0; index--) {
            if (rows.get(index).id() != null) {
                return index;
            }
        }
        return -1;
    }

    private static ListPage parse(Map<String, byte[]> fields) throws RefusedException {
        try {
            var count = WholeNumber.in(fields.get("count"));
            var next = fields.get("next");
            var results = fields.get("results") == null ? null : JsonSlices.elements(fields.get("results"));
            if (count == null || count < 0) {
                throw new RefusedException(Outcome.SHAPE, "count is no whole number");
            }
            if (next == null || !(next[0] == 'n' || next[0] == '"')) {
                throw new RefusedException(Outcome.SHAPE, "next is neither null nor a link");
            }
            if (results == null) {
                throw new RefusedException(Outcome.SHAPE, "results is no list");
            }
            return new ListPage(
                    count, next[0] == 'n', results.stream().map(Row::of).toList());
        } catch (JacksonException e) {
            throw JsonBody.malformed();
        }
    }

    private void requireAgreement(PageRequest request) throws RefusedException {
        var expected = Math.max(0, Math.min(PageRequest.LIMIT, count - request.offset()));
        if (rows.size() != expected) {
            throw new RefusedException(
                    Outcome.CONTRADICTION,
                    "shows " + rows.size() + " rows where count " + count + ", limit " + PageRequest.LIMIT
                            + " and offset " + request.offset() + " make " + expected);
        }
        var shouldBeLast = request.offset() + PageRequest.LIMIT >= count;
        if (last != shouldBeLast) {
            throw new RefusedException(
                    Outcome.CONTRADICTION, last ? "has no next, but rows follow" : "has a next, but no rows follow");
        }
        // The next page begins with a row whose id is known, or it could not be told whether it joins.
        if (!last && lastKnownIndex() < 1) {
            throw new RefusedException(Outcome.SHAPE, "its rows have no ids");
        }
    }

    private void requireAscendingIds() throws RefusedException {
        Long before = null;
        for (var row : rows) {
            var id = row.id();
            if (id == null) {
                continue;
            }
            if (before != null && id <= before) {
                throw new RefusedException(
                        Outcome.CONTRADICTION, "ids do not ascend: " + id + " comes after " + before);
            }
            before = id;
        }
    }
}
