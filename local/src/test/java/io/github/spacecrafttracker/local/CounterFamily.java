package io.github.spacecrafttracker.local;

import static java.util.stream.Collectors.toSet;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A family of counters whose increase a rule or dashboard uses.
 *
 * @param labels each label with all its values
 */
record CounterFamily(String name, Map<String, Set<String>> labels) {
    private static final Pattern INCREASE = Pattern.compile("\\b(?:increase|rate)\\((tracker_\\w+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    /**
     * Returns the names of the tracker's counters whose increase an expression uses. Buckets are
     * omitted, because there need not be a quantile before the first event.
     */
    static Stream<String> namesIn(Expression expression) {
        return INCREASE.matcher(expression.text())
                .results()
                .map(increase -> increase.group(1))
                .filter(name -> !name.endsWith("_bucket"));
    }

    /** Returns the labels of each expected series: all combinations of values. */
    Set<Map<String, String>> expectedSeries() {
        var all = Set.of(Map.<String, String>of());
        for (var label : labels.entrySet()) {
            all = all.stream()
                    .flatMap(series -> label.getValue().stream().map(value -> with(series, label.getKey(), value)))
                    .collect(toSet());
        }
        return all;
    }

    /** Returns the labels of each series in Prometheus' text format. */
    Set<Map<String, String>> seriesIn(String text) {
        var sample = Pattern.compile(name + "[ {].*");
        return text.lines()
                .filter(line -> sample.matcher(line).matches())
                .map(CounterFamily::labels)
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
        var extended = new TreeMap<>(series);
        extended.put(label, value);
        return extended;
    }
}
