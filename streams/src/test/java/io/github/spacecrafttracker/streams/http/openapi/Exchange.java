package io.github.spacecrafttracker.streams.http.openapi;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A request and its reply.
 *
 * @param path the path as it was sent, without the query
 * @param query the query as it was sent; null if there is none
 * @param sent the headers of the request
 * @param headers the headers of the reply
 */
@SuppressWarnings("ArrayRecordComponent") // Never modified, and never compared.
public record Exchange(
        String method,
        String path,
        @Nullable String query,
        HttpHeaders sent,
        int status,
        HttpHeaders headers,
        byte[] body) {

    /** Returns the exchange of a reply from Java's client, which must not follow redirects. */
    public static Exchange of(HttpResponse<byte[]> reply) {
        var request = reply.request();
        return new Exchange(
                request.method(),
                request.uri().getRawPath(),
                request.uri().getRawQuery(),
                request.headers(),
                reply.statusCode(),
                reply.headers(),
                reply.body());
    }

    /** Returns the names of the query's parameters as they were sent. */
    List<String> parameters() {
        return Stream.ofNullable(query)
                .flatMap(pairs -> Stream.of(pairs.split("&", -1)))
                .map(pair -> pair.split("=", 2)[0])
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** Returns the media type without parameters; empty if the reply has none. */
    Optional<String> mediaType() {
        return headers.firstValue("Content-Type")
                .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return method + " " + path + (query == null ? "" : "?" + query) + " " + status;
    }
}
