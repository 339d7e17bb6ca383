package io.github.spacecrafttracker.streams.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of a request, parsed and written as LL2 does: invalid percent-encoding is
 * left unchanged, empty values are kept, the last of repeated values counts, and names are written
 * in order. See docs/ll2-contract.md#parameters.
 */
public record Parameters(Map<String, List<String>> values) {
    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.";

    /** @param query the raw query, without the question mark; null if there is none */
    public static Parameters parse(@Nullable String query) {
        // LL2 sorts by code point, which differs from UTF-16 only beyond the basic plane.
        var values = new TreeMap<String, List<String>>();
        if (query != null) {
            for (var pair : query.split("&", -1)) {
                if (!pair.isEmpty()) {
                    var equals = pair.indexOf('=');
                    var name = equals < 0 ? pair : pair.substring(0, equals);
                    var value = equals < 0 ? "" : pair.substring(equals + 1);
                    values.computeIfAbsent(decode(name), key -> new ArrayList<>())
                            .add(decode(value));
                }
            }
        }
        return new Parameters(values);
    }

    /** Returns the last value of a parameter; empty if the request does not have it. */
    public Optional<String> last(String name) {
        return Optional.ofNullable(values.get(name)).map(all -> all.get(all.size() - 1));
    }

    /** Returns the last value of a parameter; an empty string if the request does not have it. */
    public String text(String name) {
        return last(name).orElse("");
    }

    /**
     * Returns the last value of a parameter as a boolean; empty if it is not a boolean, which LL2
     * ignores.
     */
    public Optional<Boolean> flag(String name) {
        return switch (text(name).toLowerCase(Locale.ROOT)) {
            case "true", "1" -> Optional.of(true);
            case "false", "0" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    public Parameters with(String name, String value) {
        var changed = new TreeMap<>(values);
        changed.put(name, List.of(value));
        return new Parameters(changed);
    }

    public Parameters without(String name) {
        var changed = new TreeMap<>(values);
        changed.remove(name);
        return new Parameters(changed);
    }

    /**
     * Returns a link with these parameters. Commas are not encoded: otherwise, a long list of ids
     * could make the link too long for the server.
     */
    public String link(String url) {
        return url + "?" + write().replace("%2C", ",");
    }

    /** Returns the query, without the question mark. */
    public String write() {
        var query = new StringBuilder();
        values.forEach((name, all) -> {
            for (var value : all) {
                query.append(query.isEmpty() ? "" : "&")
                        .append(encode(name))
                        .append('=')
                        .append(encode(value));
            }
        });
        return query.toString();
    }

    // LL2 encodes "*" as %2A and leaves "~" as it is. Java does the opposite.
    private static String encode(String text) {
        if (isPlain(text)) {
            return text;
        }
        return URLEncoder.encode(text, UTF_8).replace("*", "%2A").replace("%7E", "~");
    }

    private static String decode(String text) {
        if (isPlain(text)) {
            return text;
        }
        var bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); ) {
            var code = text.codePointAt(i);
            var octet = code == '%' ? octet(text, i + 1) : -1;
            if (octet >= 0) {
                bytes.write(octet);
                i += 3;
            } else {
                bytes.writeBytes((code == '+' ? " " : Character.toString(code)).getBytes(UTF_8));
                i += Character.charCount(code);
            }
        }
        return bytes.toString(UTF_8);
    }

    // True if encoding and decoding leave the text unchanged, as they do with most names and
    // values.
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (PLAIN.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static int octet(String text, int at) {
        if (at + 2 > text.length()) {
            return -1;
        }
        var high = hex(text.charAt(at));
        var low = hex(text.charAt(at + 1));
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    // ASCII only: Character.digit accepts the digits of every script.
    private static int hex(char digit) {
        return digit < 128 ? Character.digit(digit, 16) : -1;
    }
}
