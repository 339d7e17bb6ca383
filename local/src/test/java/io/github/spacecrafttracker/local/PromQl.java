package io.github.spacecrafttracker.local;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An expression of Prometheus' query language, as far as its names can be told without a parser. */
record PromQl(String text) {
    private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
    private static final Pattern LABELS =
            Pattern.compile("\\b(?:by|on|without|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    private static final Pattern SELECTOR =
            Pattern.compile("(?<![\\w.$])([a-zA-Z_:][\\w:]*)\\s*(?:\\{([^}]*)})?(?!\\s*\\(|[\\w:])");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset", "inf", "nan");

    /**
     * A metric that is asked for.
     *
     * @param labels that it is narrowed down by
     */
    record Selector(String metric, List<String> labels) {}

    List<Selector> selectors() {
        var withoutStrings = STRING.matcher(text).replaceAll("");
        var withoutRanges = RANGE.matcher(withoutStrings).replaceAll("");
        return SELECTOR.matcher(LABELS.matcher(withoutRanges).replaceAll(" "))
                .results()
                .filter(found -> !WORDS.contains(found.group(1).toLowerCase(Locale.ROOT)))
                .map(found -> new Selector(found.group(1), labels(found.group(2))))
                .toList();
    }

    private static List<String> labels(@Nullable String matchers) {
        return matchers == null
                ? List.of()
                : MATCHER.matcher(matchers)
                        .results()
                        .map(matcher -> matcher.group(1))
                        .toList();
    }
}
