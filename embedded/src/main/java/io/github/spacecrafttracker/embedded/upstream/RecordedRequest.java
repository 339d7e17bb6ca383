package io.github.spacecrafttracker.embedded.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request that the stub received.
 *
 * @param at the time at which it was received
 * @param path the decoded path, which begins with {@code /2.3.0}
 * @param query the query as it was sent; empty if there was none
 * @param headers the headers by name, ignoring case
 */
public record RecordedRequest(Instant at, String method, String path, String query, Map<String, List<String>> headers) {
    private static final int MAX_LINE_BYTES = 64 << 10;

    public RecordedRequest {
        TreeMap<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        headers = Collections.unmodifiableMap(copy);
    }

    /**
     * Reads one HTTP/1.1 request and skips its body.
     *
     * @throws IOException if the input is not a complete HTTP request
     */
    static RecordedRequest read(InputStream in) throws IOException {
        String[] words = readLine(in).split(" ", -1);
        if (words.length != 3) {
            throw new IOException("not an HTTP request");
        }
        Map<String, List<String>> headers = readHeaders(in);
        in.skipNBytes(bodyLength(headers));
        try {
            URI uri = URI.create(words[1]);
            String query = uri.getRawQuery();
            return new RecordedRequest(Instant.now(), words[0], uri.getPath(), query == null ? "" : query, headers);
        } catch (IllegalArgumentException e) {
            throw new IOException("not a request target: " + words[1], e);
        }
    }

    /** Returns the decoded value of a query parameter, the last one if it is repeated. */
    public Optional<String> parameter(String name) {
        return QueryParameters.of(query).last(name);
    }

    /** Returns the first value of a header. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    private static Map<String, List<String>> readHeaders(InputStream in) throws IOException {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("not a header: " + line);
            }
            headers.computeIfAbsent(line.substring(0, colon), key -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return headers;
    }

    private static long bodyLength(Map<String, List<String>> headers) throws IOException {
        try {
            return Long.parseLong(
                    headers.getOrDefault("Content-Length", List.of("0")).get(0));
        } catch (NumberFormatException e) {
            throw new IOException("not a length", e);
        }
    }

    private static String readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.size() == MAX_LINE_BYTES) {
                throw new EOFException("the request is truncated or has an endless line");
            }
            line.write(next);
        }
        return line.toString(ISO_8859_1).stripTrailing();
    }
}
