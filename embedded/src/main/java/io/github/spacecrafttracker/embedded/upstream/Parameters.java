package io.github.spacecrafttracker.embedded.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The query part of a request as Launch Library 2 reads it: the last of repeated values wins, links sort and re-encode. */
record Parameters(Map<String, List<String>> values) {
    private static final Pattern WHOLE_NUMBER = Pattern.compile("\\s*\\+?0*\\d{1,9}\\s*");
    private static final int DEFAULT_LIMIT = 10;
    private static final int MAX_LIMIT = 100;

    static Parameters of(String query) {
        Map<String, List<String>> values = new TreeMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (!pair.isEmpty()) {
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                values.computeIfAbsent(decode(name), unseen -> new ArrayList<>())
                        .add(decode(value));
            }
        }
        return new Parameters(values);
    }

    Optional<String> last(String name) {
        List<String> all = values.getOrDefault(name, List.of());
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    int limit() {
        int asked = number("limit");
        return asked <= 0 ? DEFAULT_LIMIT : Math.min(asked, MAX_LIMIT);
    }

    int offset() {
        return Math.max(0, number("offset"));
    }

    /** Empty where the value is no boolean, which is silently no filter. */
    Optional<Boolean> inSpace() {
        return last("in_space").flatMap(value -> switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> Optional.of(true);
            case "false", "0" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    Parameters with(String name, int value) {
        Map<String, List<String>> changed = new TreeMap<>(values);
        changed.put(name, List.of(Integer.toString(value)));
        return new Parameters(changed);
    }

    Parameters without(String name) {
        Map<String, List<String>> changed = new TreeMap<>(values);
        changed.remove(name);
        return new Parameters(changed);
    }

    String encoded() {
        return values.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(value -> encode(entry.getKey()) + "=" + encode(value)))
                .collect(Collectors.joining("&"));
    }

    private int number(String name) {
        return last(name)
                .filter(value -> WHOLE_NUMBER.matcher(value).matches())
                .map(value -> Integer.parseInt(value.strip()))
                .orElse(0);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }

    /** As Python does it. */
    static String encode(String text) {
        return URLEncoder.encode(text, UTF_8).replace("*", "%2A").replace("%7E", "~");
    }
}
