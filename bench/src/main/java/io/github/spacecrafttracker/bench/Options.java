package io.github.spacecrafttracker.bench;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The options of one run, each given as {@code --name=value}. */
record Options(Map<String, String> values) {

    /**
     * @param defaults the valid options, with their default values
     * @throws InvalidOptionException if an argument is not a valid option, or if its value is not
     *     numeric although the default is
     */
    static Options of(Map<String, String> defaults, String... arguments) throws InvalidOptionException {
        var values = new TreeMap<>(defaults);
        for (var argument : arguments) {
            var parts = argument.split("=", 2);
            var fallback = parts.length == 2 && parts[0].startsWith("--") ? defaults.get(parts[0].substring(2)) : null;
            if (fallback == null || (isNumeric(fallback) && !isNumeric(parts[1]))) {
                throw new InvalidOptionException("Invalid option '" + argument + "'. The options and their defaults: "
                        + new TreeMap<>(defaults)
                                .entrySet().stream()
                                        .map(option -> "--" + option.getKey() + "=" + option.getValue())
                                        .collect(Collectors.joining(" ")));
            }
            values.put(parts[0].substring(2), parts[1]);
        }
        return new Options(values);
    }

    String text(String name) {
        return Objects.requireNonNull(values.get(name), name);
    }

    int number(String name) {
        return Integer.parseInt(text(name));
    }

    List<Integer> numbers(String name) {
        return Stream.of(text(name).split(",")).map(Integer::valueOf).toList();
    }

    private static boolean isNumeric(String value) {
        return value.matches("[0-9]{1,9}(,[0-9]{1,9})*");
    }
}
