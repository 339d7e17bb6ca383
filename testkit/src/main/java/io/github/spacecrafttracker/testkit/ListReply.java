package io.github.spacecrafttracker.testkit;

import org.jspecify.annotations.Nullable;

/** Builds replies of LL2's list endpoint. */
public final class ListReply {
    private ListReply() {}

    /**
     * Returns one page of a list.
     *
     * @param count the number of rows in the whole list
     * @param next the URL of the next page; null on the last one
     */
    public static String of(long count, @Nullable String next, String... rows) {
        return "{\"count\":%d,\"next\":%s,\"previous\":null,\"results\":[%s]}"
                .formatted(count, next == null ? "null" : "\"" + next + "\"", String.join(",", rows));
    }
}
