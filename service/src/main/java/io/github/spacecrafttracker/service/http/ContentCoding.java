package io.github.spacecrafttracker.service.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** How a body may be coded for its way (RFC 9110, section 8.4.1). */
enum ContentCoding {
    IDENTITY("identity", "") {
        @Override
        byte[] code(byte[] body) {
            return body;
        }
    },
    GZIP("gzip", "-gzip") {
        @Override
        byte[] code(byte[] body) {
            var coded = new ByteArrayOutputStream(body.length / 4);
            try (var gzip = new GZIPOutputStream(coded, BUFFER)) {
                gzip.write(body);
            } catch (IOException e) {
                throw new UncheckedIOException("memory has no faults of its own", e);
            }
            return coded.toByteArray();
        }
    };

    private static final int BUFFER = 8192;
    // Less fits one packet as it is.
    private static final int LEAST_TO_CODE = 1024;

    // A token and its weight (RFC 9110, sections 5.6.2 and 12.4.2).
    private static final Pattern ACCEPTED = Pattern.compile(
            "\\s*([\\w!#$%&'*+.^`|~-]+)\\s*(?:;\\s*q=(0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?)\\s*)?",
            Pattern.CASE_INSENSITIVE);

    private final String token;
    private final String suffix;

    ContentCoding(String token, String suffix) {
        this.token = token;
        this.suffix = suffix;
    }

    /**
     * The better one of those that the client takes (RFC 9110, section 12.5.3); gzip, where it has no preference.
     *
     * @param acceptEncoding the values of that header, none if it was not sent
     * @param size of the body, in bytes
     */
    static ContentCoding chosen(Collection<String> acceptEncoding, int size) {
        if (size < LEAST_TO_CODE) {
            return IDENTITY;
        }
        var weights = weights(acceptEncoding);
        double gzip = weights.getOrDefault("gzip", weights.getOrDefault("x-gzip", weights.getOrDefault("*", 0.0)));
        return gzip > 0 && gzip >= weights.getOrDefault("identity", 0.0) ? GZIP : IDENTITY;
    }

    /** What is no coding with a weight counts as not sent. */
    private static Map<String, Double> weights(Collection<String> acceptEncoding) {
        var weights = new HashMap<String, Double>();
        for (var header : acceptEncoding) {
            for (var element : header.split(",", -1)) {
                var matcher = ACCEPTED.matcher(element);
                if (matcher.matches()) {
                    var weight = matcher.group(2);
                    weights.putIfAbsent(
                            matcher.group(1).toLowerCase(Locale.ROOT),
                            weight == null ? 1.0 : Double.parseDouble(weight));
                }
            }
        }
        return weights;
    }

    abstract byte[] code(byte[] body);

    /** Its name in headers. */
    String token() {
        return token;
    }

    /** What tells this form's entity tag from that of others. */
    String suffix() {
        return suffix;
    }
}
