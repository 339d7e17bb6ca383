package io.github.spacecrafttracker.service.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.QuotedQualityCSV;
import org.eclipse.jetty.http.QuotedQualityCSV.QualityValue;

/** The content coding of a body (RFC 9110, section 8.4.1). */
// Jetty's CompressionHandler returns 304 to a client that has the gzip form but no longer accepts
// it, and sends neither Content-Length with gzip nor Vary with a 304 or an uncoded body.
enum ContentCoding {
    IDENTITY(""),
    GZIP("-gzip");

    private static final int BUFFER_BYTES = 8192;
    // A smaller body fits in one packet without compression.
    private static final int MIN_BYTES = 1024;

    private final String suffix;

    ContentCoding(String suffix) {
        this.suffix = suffix;
    }

    /**
     * Returns the coding that the client prefers (RFC 9110, section 12.5.3), gzip if it accepts
     * both equally.
     *
     * @param acceptEncoding the values of that header, empty if it was not sent
     * @param size the size of the body, in bytes
     */
    static ContentCoding preferred(Collection<String> acceptEncoding, int size) {
        if (size < MIN_BYTES) {
            return IDENTITY;
        }
        var weights = weights(acceptEncoding);
        double gzip = weights.getOrDefault("gzip", weights.getOrDefault("x-gzip", weights.getOrDefault("*", 0.0)));
        return gzip > 0 && gzip >= weights.getOrDefault("identity", 0.0) ? GZIP : IDENTITY;
    }

    /** Omits elements that are not a coding with a valid weight. */
    private static Map<String, Double> weights(Collection<String> acceptEncoding) {
        var accepted = new QuotedQualityCSV();
        try {
            acceptEncoding.forEach(codings -> accepted.addValue(codings.toLowerCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            // An unbalanced quotation mark. The header is ignored.
            return Map.of();
        }
        return accepted.getQualityValues().stream()
                .filter(coding -> coding.getWeight() <= 1)
                .collect(Collectors.toMap(
                        QualityValue::getValue, QualityValue::getWeight, (preferred, other) -> preferred));
    }

    byte[] encode(byte[] body) {
        if (this == IDENTITY) {
            return body;
        }
        var encoded = new ByteArrayOutputStream(body.length / 4);
        try (var gzip = new GZIPOutputStream(encoded, BUFFER_BYTES)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return encoded.toByteArray();
    }

    /** Returns the suffix that distinguishes the entity tags of the two forms of a body. */
    String suffix() {
        return suffix;
    }
}
