package io.github.spacecrafttracker.poller.ll2;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** Builds pages. */
public final class Pages {
    private Pages() {}

    /** Returns the page at an offset of a list with these ids. */
    public static UpstreamPage at(List<Long> ids, long offset) {
        var rows = ids.stream()
                .skip(offset)
                .limit(Request.Page.LIMIT)
                .map(id ->
                        (UpstreamRow) new UpstreamRow.Valid(id, spacecraft(id).getBytes(UTF_8), false))
                .toList();
        return new UpstreamPage(ids.size(), offset + Request.Page.LIMIT >= ids.size(), rows);
    }

    /** Returns the smallest valid spacecraft. */
    public static String spacecraft(long id) {
        return "{\"id\":" + id + ",\"in_space\":false,\"status\":{\"id\":1}}";
    }
}
