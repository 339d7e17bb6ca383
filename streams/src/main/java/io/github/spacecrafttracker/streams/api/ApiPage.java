package io.github.spacecrafttracker.streams.api;

import io.github.spacecrafttracker.streams.query.Cut;
import org.jspecify.annotations.Nullable;

/** An answer as a page for people: what {@code format=api} gives, and a browser that names no format. */
public interface ApiPage {

    /** @return HTML in UTF-8 */
    byte[] html(Answered answered);

    /**
     * A request and its answer. What comes from the request may hold anything, and nothing of it is escaped.
     *
     * @param json the body that a client would be given, compact JSON in UTF-8; not to be changed
     * @param path of the request, as it was sent
     * @param query of the request, as it was sent, without the question mark; null where there was none
     * @param paging null where the answer is no list
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared as a value, and never changed.
    record Answered(
            int status,
            byte[] json,
            String path,
            @Nullable String query,
            @Nullable Paging paging) {}

    /**
     * Which part of a list it is.
     *
     * @param cut the limit and offset in force
     */
    record Paging(Cut cut, Links links) {}
}
