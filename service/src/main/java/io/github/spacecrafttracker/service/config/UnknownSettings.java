package io.github.spacecrafttracker.service.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds variables that look like settings of this process because they start with the first word of
 * one.
 */
final class UnknownSettings {
    // Names that other programs use, and names that Kubernetes sets for a service whose name equals
    // one of these prefixes.
    private static final Pattern IGNORED =
            Pattern.compile("HTTP_PROXY|LOG_.+|[^_]+_SERVICE_(?:HOST|PORT.*)|[^_]+_PORT_[0-9]+_.+");

    private static final String KUBERNETES_LINK = "tcp://";

    private final SortedSet<String> known;

    /** @param known the names of the settings */
    UnknownSettings(Collection<String> known) {
        this.known = new TreeSet<>(known);
    }

    /**
     * Returns a line for each unknown variable that is not empty, with the closest setting that
     * shares its prefix.
     */
    List<String> warnings(Map<String, String> variables) {
        var prefixes = known.stream().map(UnknownSettings::prefix).collect(Collectors.toSet());
        return new TreeMap<>(variables)
                .entrySet().stream()
                        .filter(variable -> !variable.getValue().isBlank()
                                && !variable.getValue().startsWith(KUBERNETES_LINK))
                        .map(Map.Entry::getKey)
                        .filter(name -> !known.contains(name)
                                && prefixes.contains(prefix(name))
                                && !IGNORED.matcher(name).matches())
                        .map(name -> name + " is not a setting and has no effect. Did you mean " + closest(name) + "?")
                        .toList();
    }

    private String closest(String name) {
        return known.stream()
                .filter(setting -> prefix(setting).equals(prefix(name)))
                .min(Comparator.comparingInt(setting -> distance(name, setting)))
                .orElseThrow();
    }

    private static String prefix(String name) {
        return name.substring(0, name.indexOf('_') + 1);
    }

    /** Returns the Levenshtein distance. */
    private static int distance(String a, String b) {
        var row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
