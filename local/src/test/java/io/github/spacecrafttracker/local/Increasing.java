package io.github.spacecrafttracker.local;

import static java.util.stream.Collectors.toSet;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A family of counters of which rules or dashboards take increases.
 *
 * @param labels each with all values that the code knows; none for one without
 */
record Increasing(String name, Map<String, Set<String>> labels) {
    private static final Pattern TAKEN = Pattern.compile("\\b(?:increase|rate)\\((tracker_\\w+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    /** The names of those of the tracker's own that an expression takes increases of. Buckets are left out: a quantile is of what has happened. */
    static Stream<String> in(Expression expression) {
        return TAKEN.matcher(expression.text())
                .results()
                .map(taken -> taken.group(1))
                .filter(name -> !name.endsWith("_bucket"));
    }

    /** The labels of each series: every value with every other. */
    Set<Map<String, String>> all() {
        var all = Set.of(Map.<String, String>of());
        for (var label : labels.entrySet()) {
            all = all.stream()
                    .flatMap(series -> label.getValue().stream().map(value -> with(series, label.getKey(), value)))
                    .collect(toSet());
        }
        return all;
    }

    /** The labels of each series that is served. */
    Set<Map<String, String>> servedIn(String text) {
        var sample = Pattern.compile(name + "[ {].*");
        return text.lines()
                .filter(line -> sample.matcher(line).matches())
                .map(Increasing::labels)
                .collect(toSet());
    }

    @Override
    public String toString() {
        return name;
    }

    private static Map<String, String> labels(String sample) {
        var labels = new TreeMap<String, String>();
        LABEL.matcher(sample).results().forEach(label -> labels.put(label.group(1), label.group(2)));
        return labels;
    }

    private static Map<String, String> with(Map<String, String> series, String label, String value) {
        var more = new TreeMap<>(series);
        more.put(label, value);
        return more;
    }
}
