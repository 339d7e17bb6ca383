package io.github.spacecrafttracker.streams.http;

import io.github.spacecrafttracker.streams.query.PythonInt;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** One of the media ranges of an {@code Accept} header (RFC 9110, section 12.5.1), such as {@code application/json; indent=4}. */
public record MediaRange(String type, String subtype, Map<String, String> parameters) {
    private static final String ANY = "*";
    private static final Pattern WEIGHT = Pattern.compile("0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?");
    private static final BigInteger LARGEST_INDENT = BigInteger.valueOf(8);

    /** What is no media range comes out as one that nothing fits. */
    public static MediaRange parse(String text) {
        var parts = text.split(";", -1);
        var parameters = new HashMap<String, String>();
        for (int part = 1; part < parts.length; part++) {
            var equals = parts[part].indexOf('=');
            if (equals >= 0) {
                parameters.put(lower(parts[part].substring(0, equals)), unquoted(parts[part].substring(equals + 1)));
            }
        }
        var name = lower(parts[0]);
        var slash = name.indexOf('/');
        return slash < 0
                ? new MediaRange(name, "", parameters)
                : new MediaRange(name.substring(0, slash), name.substring(slash + 1), parameters);
    }

    public boolean includes(String otherType, String otherSubtype) {
        return (type.equals(ANY) || type.equals(otherType)) && (subtype.equals(ANY) || subtype.equals(otherSubtype));
    }

    /** From 0 for any media type to 3 for one with parameters, of which {@code q} alone is none. */
    public int specificity() {
        if (type.equals(ANY)) {
            return 0;
        }
        if (subtype.equals(ANY)) {
            return 1;
        }
        return parameters.isEmpty() || parameters.keySet().equals(Set.of("q")) ? 2 : 3;
    }

    /** How much it is wanted, from 0 for not at all to 1, which is also what it is where nothing is said or nothing that can be read (RFC 9110, section 12.4.2). */
    public double weight() {
        var weight = parameters.getOrDefault("q", "");
        return WEIGHT.matcher(weight).matches() ? Double.parseDouble(weight) : 1;
    }

    /** How far JSON is to be indented, 0 where it is not. */
    public int indent() {
        return PythonInt.parse(parameters.getOrDefault("indent", ""))
                .map(indent -> indent.max(BigInteger.ZERO).min(LARGEST_INDENT).intValueExact())
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
