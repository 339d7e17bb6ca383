package io.github.spacecrafttracker.local;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A served or documented family of metrics.
 *
 * @param type {@code counter}, {@code gauge} or {@code histogram}
 * @param labels the labels, except {@code le}, which is part of the type
 */
record Metric(String name, String type, Set<String> labels) {
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
    private static final Pattern LABEL = Pattern.compile("[{,](\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");

    /**
     * Returns the families in Prometheus' text format 0.0.4. The {@code _max} gauge of a histogram
     * is part of the histogram's family.
     */
    static List<Metric> in(String text) {
        var lines = text.lines().toList();
        var types = lines.stream()
                .map(TYPE::matcher)
                .filter(matcher -> matcher.matches())
                .collect(Collectors.toMap(matcher -> matcher.group(1), matcher -> matcher.group(2)));
        return types.entrySet().stream()
                .filter(type -> !"histogram".equals(types.get(type.getKey().replaceAll("_max$", "")))
                        || type.getValue().equals("histogram"))
                .map(type -> new Metric(type.getKey(), type.getValue(), labels(lines, type.getKey())))
                .toList();
    }

    /**
     * Returns whether the name begins with one of these prefixes, such as those of Micrometer and
     * Kafka.
     */
    boolean hasPrefix(List<String> prefixes) {
        return prefixes.stream().anyMatch(name::startsWith);
    }

    private static Set<String> labels(List<String> lines, String name) {
        var sample = Pattern.compile(name + "(?:_bucket|_sum|_count)?[ {].*");
        return lines.stream()
                .filter(line -> sample.matcher(line).matches())
                .flatMap(line -> LABEL.matcher(line).results())
                .map(label -> label.group(1))
                .filter(label -> !label.equals("le"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Parses a row of the documented table. */
    static Metric described(List<String> row) {
        var labels = Stream.of(row.get(3).split(",")).map(Metric::plain).filter(label -> !label.isEmpty());
        return new Metric(plain(row.get(1)), row.get(2), labels.collect(Collectors.toCollection(TreeSet::new)));
    }

    private static String plain(String code) {
        return code.strip().replace("`", "");
    }
}
