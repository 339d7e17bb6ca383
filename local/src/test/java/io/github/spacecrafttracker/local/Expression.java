package io.github.spacecrafttracker.local;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A PromQL expression of a rule or a panel.
 *
 * @param where it stands, for people
 */
record Expression(String where, String text) {
    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    private static final Pattern RANGE = Pattern.compile("\\[[^\\]]*]");
    private static final Pattern SELECTOR =
            Pattern.compile("(?<![\\w:.$\"])([a-zA-Z_:][\\w:]*)(?![\\w:]*\\s*\\()(\\{[^}]*})?");
    private static final Set<String> WORDS =
            Set.of("and", "or", "unless", "offset", "bool", "by", "without", "inf", "nan");

    /** Each metric with its matchers, as it is asked for. */
    List<String> selectors() {
        var plain = RANGE.matcher(GROUPING.matcher(text).replaceAll(" ")).replaceAll(" ");
        return SELECTOR.matcher(plain)
                .results()
                .filter(found -> !WORDS.contains(found.group(1)))
                .map(found -> found.group())
                .distinct()
                .toList();
    }

    List<String> metrics() {
        return selectors().stream()
                .map(selector -> selector.replaceAll("\\{.*", ""))
                .distinct()
                .toList();
    }

    /** As Grafana would send it, with these values for its variables. */
    Expression filledIn() {
        return new Expression(
                where,
                text.replace("$__rate_interval", "1m")
                        .replace("$__range", "10m")
                        .replace("$__interval", "15s")
                        .replaceAll("\\$\\{?\\w+(?::\\w+)?}?", ".*"));
    }
}
