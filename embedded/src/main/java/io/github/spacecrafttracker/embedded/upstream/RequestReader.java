package io.github.spacecrafttracker.embedded.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads one HTTP/1.1 request, and its body to throw it away. */
final class RequestReader {
    private static final int LONGEST_LINE = 64 << 10;

    private RequestReader() {}

    static RecordedRequest read(InputStream in) throws IOException {
        String[] words = line(in).split(" ", -1);
        if (words.length != 3) {
            throw new IOException("no HTTP request");
        }
        Map<String, List<String>> headers = headers(in);
        in.skipNBytes(bodyLength(headers));
        try {
            URI uri = URI.create(words[1]);
            String query = uri.getRawQuery();
            return new RecordedRequest(Instant.now(), words[0], uri.getPath(), query == null ? "" : query, headers);
        } catch (IllegalArgumentException e) {
            throw new IOException("no request target: " + words[1], e);
        }
    }

    private static Map<String, List<String>> headers(InputStream in) throws IOException {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("no header: " + line);
            }
            headers.computeIfAbsent(line.substring(0, colon), unseen -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return headers;
    }

    private static long bodyLength(Map<String, List<String>> headers) throws IOException {
        try {
            return Long.parseLong(
                    headers.getOrDefault("Content-Length", List.of("0")).get(0));
        } catch (NumberFormatException e) {
            throw new IOException("no length", e);
        }
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.size() == LONGEST_LINE) {
                throw new EOFException("the request ends in the middle or is endless");
            }
            line.write(next);
        }
        return line.toString(ISO_8859_1).stripTrailing();
    }
}
