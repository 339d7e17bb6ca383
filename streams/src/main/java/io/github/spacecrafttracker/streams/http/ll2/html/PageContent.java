package io.github.spacecrafttracker.streams.http.ll2.html;

import io.github.spacecrafttracker.streams.query.Parameters;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request and its answer. Everything in it may come from the client, and nothing of it is escaped.
 *
 * @param path of the request, as it was sent
 * @param parameters of the request
 * @param status of the answer
 * @param headers of the answer in its JSON form that are worth showing, in order
 * @param json the answer in its JSON form, one document in UTF-8; not to be changed
 * @param paging null where the answer is no list
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared as a value, and never changed.
public record PageContent(
        String path,
        Parameters parameters,
        int status,
        Map<String, String> headers,
        byte[] json,
        @Nullable Paging paging) {

    public PageContent {
        headers = new LinkedHashMap<>(headers);
    }

    /**
     * Which part of a list it is.
     *
     * @param limit in force
     * @param offset in force
     * @param next address of the next page; null on the last
     * @param previous address of the page before; null on the first
     */
    public record Paging(
            int limit,
            BigInteger offset,
            @Nullable String next,
            @Nullable String previous) {}

    /** The last value of a parameter, which is the one that counts; empty where it was not sent. */
    String parameter(String name) {
        return parameters.last(name).orElse("");
    }
}
