package io.github.spacecrafttracker.streams.http;

import io.github.spacecrafttracker.streams.query.WholeNumber;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A media range of an {@code Accept} header (RFC 9110, section 12.5.1), such as
 * {@code application/json; indent=4}.
 */
public record MediaRange(String type, String subtype, Map<String, String> parameters) {
    private static final String ANY = "*";
    private static final Pattern WEIGHT = Pattern.compile("0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?");
    private static final BigInteger MAX_INDENT = BigInteger.valueOf(8);

    /** Parses all {@code Accept} headers of a request. */
    public static List<MediaRange> parseAll(List<String> headers) {
        return headers.stream()
                .flatMap(header -> Arrays.stream(header.split(",", -1)))
                .map(MediaRange::parse)
                .toList();
    }

    /**
     * Returns the preference for a media type, of the most specific range that includes it; 0 if
     * none does.
     */
    public static double weightOf(String mediaType, List<MediaRange> ranges) {
        return mostSpecific(mediaType, ranges).map(MediaRange::weight).orElse(0.0);
    }

    /** Returns the most specific range that includes a media type; empty if none does. */
    public static Optional<MediaRange> mostSpecific(String mediaType, List<MediaRange> ranges) {
        return ranges.stream()
                .filter(range -> range.includes(mediaType))
                .max(Comparator.comparingInt(MediaRange::specificity));
    }

    /** Parses one media range. Invalid text becomes a range that includes nothing. */
    private static MediaRange parse(String text) {
        var parts = text.split(";", -1);
        var parameters = new HashMap<String, String>();
        for (int part = 1; part < parts.length; part++) {
            var equals = parts[part].indexOf('=');
            if (equals >= 0) {
                parameters.put(lower(parts[part].substring(0, equals)), unquoted(parts[part].substring(equals + 1)));
            }
        }
        var names = (lower(parts[0]) + "/").split("/", -1);
        return new MediaRange(names[0], names[1], parameters);
    }

    /** @param mediaType a type without parameters, such as {@code text/html} */
    public boolean includes(String mediaType) {
        var slash = mediaType.indexOf('/');
        return (type.equals(ANY) || type.equals(mediaType.substring(0, slash)))
                && (subtype.equals(ANY) || subtype.equals(mediaType.substring(slash + 1)));
    }

    /**
     * Returns the specificity, from 0 (any media type) to 3 (a media type with parameters other
     * than {@code q}).
     */
    public int specificity() {
        if (type.equals(ANY)) {
            return 0;
        }
        if (subtype.equals(ANY)) {
            return 1;
        }
        return parameters.isEmpty() || parameters.keySet().equals(Set.of("q")) ? 2 : 3;
    }

    /**
     * Returns the preference from 0 (not acceptable) to 1, the default (RFC 9110, section 12.4.2).
     */
    public double weight() {
        var weight = parameters.getOrDefault("q", "");
        return WEIGHT.matcher(weight).matches() ? Double.parseDouble(weight) : 1;
    }

    /** Returns the number of spaces by which JSON is indented; 0 for compact JSON. */
    public int indent() {
        return WholeNumber.parse(parameters.getOrDefault("indent", ""))
                .map(indent -> indent.max(BigInteger.ZERO).min(MAX_INDENT).intValueExact())
                .orElse(0);
    }

    private static String lower(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    private static String unquoted(String text) {
        var value = text.strip();
        return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1)
                : value;
    }
}
