package io.github.spacecrafttracker.local;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A PromQL expression, from which metrics and labels can be extracted without a parser.
 *
 * @param location the rule or panel, for messages
 */
record Expression(String location, String text) {
    private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|on|without|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    private static final Pattern SELECTOR =
            Pattern.compile("(?<![\\w.$])([a-zA-Z_:][\\w:]*)\\s*(?:\\{([^}]*)})?(?!\\s*\\(|[\\w:])");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");
    private static final Set<String> KEYWORDS = Set.of("and", "or", "unless", "bool", "offset", "inf", "nan");

    /**
     * A metric with its matchers.
     *
     * @param text the text in the expression
     * @param labels the labels in its matchers
     */
    record Selector(String text, String metric, List<String> labels) {}

    /** Returns the expressions of all rules and of all panels and annotations of the dashboards. */
    static Stream<Expression> ofRulesAndDashboards() throws IOException {
        return Stream.concat(
                Rule.all().stream().map(Rule::expression),
                Dashboard.all().stream().flatMap(dashboard -> dashboard.queries().stream()));
    }

    /** Returns all selectors, in order. */
    List<Selector> selectors() {
        var masked = mask(GROUPING, mask(RANGE, mask(STRING, text)));
        return SELECTOR.matcher(masked)
                .results()
                .filter(selector -> !KEYWORDS.contains(selector.group(1).toLowerCase(Locale.ROOT)))
                .map(selector -> new Selector(
                        text.substring(selector.start(), end(selector)), selector.group(1), labels(selector.group(2))))
                .toList();
    }

    /** Returns this expression with a value for each variable, as Grafana sends it. */
    Expression withVariablesReplaced() {
        return new Expression(
                location,
                text.replace("$__rate_interval", "1m")
                        .replace("$__range", "10m")
                        .replace("$__interval", "15s")
                        .replaceAll("\\$\\{?\\w+(?::\\w+)?}?", ".*"));
    }

    /** Returns the end of a selector, without the spaces or the masked range after it. */
    private static int end(MatchResult selector) {
        return selector.group(2) == null ? selector.end(1) : selector.end();
    }

    /** Replaces each match by spaces, so that positions stay the same. */
    private static String mask(Pattern pattern, String text) {
        return pattern.matcher(text).replaceAll((MatchResult match) -> " ".repeat(match.end() - match.start()));
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
