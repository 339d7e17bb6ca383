package io.github.spacecrafttracker.poller.ll2;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.stream.Collectors;

/** Pages for tests. */
public final class Pages {
    private Pages() {}

    /** The page that a server with these ids gives at an offset. */
    public static ListPage at(List<Long> ids, long offset) {
        var rows = ids.stream()
                .skip(offset)
                .limit(Request.Page.LIMIT)
                .map(id -> (Row) new Row.Valid(id, spacecraft(id).getBytes(UTF_8), false))
                .toList();
        return new ListPage(ids.size(), offset + Request.Page.LIMIT >= ids.size(), rows);
    }

    /** The least that is a spacecraft. */
    public static String spacecraft(long id) {
        return "{\"id\":" + id + ",\"in_space\":false,\"status\":{\"id\":1}}";
    }

    /** A reply as the list endpoint gives it. */
    public static String reply(long count, String next, String... rows) {
        return List.of(rows).stream()
                .collect(Collectors.joining(
                        ",", "{\"count\":" + count + ",\"next\":" + next + ",\"previous\":null,\"results\":[", "]}"));
    }
}
