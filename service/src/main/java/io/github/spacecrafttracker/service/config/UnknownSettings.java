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

/** Variables that look like settings of this process and are none: they begin with the first word of a real one. */
final class UnknownSettings {
    /** Names that are anybody's, and those that Kubernetes sets for a service that is called as one of our prefixes. */
    private static final Pattern PASSED_OVER =
            Pattern.compile("HTTP_PROXY|LOG_.+|[^_]+_SERVICE_(?:HOST|PORT.*)|[^_]+_PORT_[0-9]+_.+");

    private static final String KUBERNETES_LINK = "tcp://";

    private final SortedSet<String> names;

    /** @param names the real ones */
    UnknownSettings(Collection<String> names) {
        this.names = new TreeSet<>(names);
    }

    /** A line for each that is not empty, with the nearest real name of the same first word. */
    List<String> among(Map<String, String> variables) {
        var prefixes = names.stream().map(UnknownSettings::firstWord).collect(Collectors.toSet());
        return new TreeMap<>(variables)
                .entrySet().stream()
                        .filter(variable -> !variable.getValue().isBlank()
                                && !variable.getValue().startsWith(KUBERNETES_LINK))
                        .map(Map.Entry::getKey)
                        .filter(name -> !names.contains(name)
                                && prefixes.contains(firstWord(name))
                                && !PASSED_OVER.matcher(name).matches())
                        .map(name -> name + " is no setting and changes nothing; is " + nearest(name) + " meant?")
                        .toList();
    }

    private String nearest(String name) {
        return names.stream()
                .filter(real -> firstWord(real).equals(firstWord(name)))
                .min(Comparator.comparingInt(real -> distance(name, real)))
                .orElseThrow();
    }

    private static String firstWord(String name) {
        return name.substring(0, name.indexOf('_') + 1);
    }

    /** Levenshtein's: how many letters must be added, left out or replaced. */
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
