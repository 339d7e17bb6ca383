package io.github.spacecrafttracker.embedded.upstream;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request as it reached the stub.
 *
 * @param at when it came
 * @param path decoded, from {@code /2.3.0} on
 * @param query as it was sent, empty if there was none
 * @param headers by name, in whatever case
 */
public record RecordedRequest(Instant at, String method, String path, String query, Map<String, List<String>> headers) {

    public RecordedRequest {
        TreeMap<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        headers = Collections.unmodifiableMap(copy);
    }

    /** The decoded value of a query parameter, the last one if it is repeated. */
    public Optional<String> parameter(String name) {
        return Parameters.of(query).last(name);
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }
}
