package io.github.spacecrafttracker.service.config;

import io.github.spacecrafttracker.service.text.LogSafe;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Reads the settings of a process from its environment. All invalid settings are reported together:
 * each returns its fallback until {@link #check()} rejects them. Surrounding white space is
 * ignored, and an empty value counts as not set. Not thread-safe.
 */
// Kafka's ConfigDef quotes an invalid value, which may be a password, and does not state the range
// of a number.
public final class Environment {
    private static final int MAX_QUOTED_LENGTH = 100;

    private final Map<String, String> variables;
    private final List<String> errors = new ArrayList<>();
    private final List<String> ignored = new ArrayList<>();
    private final SortedMap<String, String> effective = new TreeMap<>();
    private final SortedMap<Integer, SortedSet<String>> settingsByPort = new TreeMap<>();
    private final Set<String> known = new HashSet<>();

    /** @param variables names and values, as {@link System#getenv()} returns them */
    public Environment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    public String text(String name, String fallback) {
        return setEffective(name, value(name).orElse(fallback));
    }

    public Optional<String> optional(String name) {
        return value(name).map(value -> setEffective(name, value));
    }

    /** Reads a value that is neither logged nor quoted in an error. */
    public Optional<String> secret(String name) {
        var value = value(name);
        value.ifPresent(hidden -> setEffective(name, "(set)"));
        return value;
    }

    /** Reads an integer in decimal digits, from {@code min} to {@code max}, both inclusive. */
    public int integer(String name, int fallback, int min, int max) {
        return withDefault(
                name, fallback, optionalInteger(name, min, max).stream().boxed().findAny());
    }

    /** Reads an integer like {@link #integer}, for a setting that has no default. */
    public OptionalInt optionalInteger(String name, int min, int max) {
        return read(name, ValueFormat.integer(min, max)).map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    /**
     * Reads a TCP port to listen on; 0 means any free port. It is an error if two settings name the
     * same port.
     */
    public int port(String name, int fallback) {
        int errorsBefore = errors.size();
        int port = integer(name, fallback, 0, 65_535);
        if (port != 0 && errors.size() == errorsBefore) {
            settingsByPort.computeIfAbsent(port, any -> new TreeSet<>()).add(name);
        }
        return port;
    }

    /** Reads a path, whether or not the file exists. */
    public Path path(String name, Path fallback) {
        return withDefault(name, fallback, read(name, ValueFormat.PATH));
    }

    /**
     * Reads an absolute http or https URL with a host and without user name, query and fragment.
     * The URL is returned as it was written.
     */
    public Optional<URI> httpUrl(String name) {
        return read(name, ValueFormat.HTTP_URL);
    }

    /**
     * Reads a host name or an address, followed by a colon and a port. An IPv6 address is in
     * brackets. The name is not resolved.
     */
    public String hostAndPort(String name, String fallback) {
        return withDefault(name, fallback, read(name, ValueFormat.HOST_AND_PORT));
    }

    /** Reads one of these words, which are case-sensitive. */
    public String oneOf(String name, String fallback, String... allowed) {
        return matching(name, fallback, List.of(allowed)::contains, "one of " + String.join(", ", allowed));
    }

    /** @param expected completes the sentence "set it to" */
    public String matching(String name, String fallback, Predicate<String> rule, String expected) {
        return withDefault(name, fallback, read(name, ValueFormat.text(rule, expected)));
    }

    /**
     * Returns the variables that are set and whose names begin with this prefix. The caller decides
     * which of these are {@linkplain #setEffective effective}.
     */
    public Map<String, String> startingWith(String prefix) {
        var found = new TreeMap<String, String>();
        for (var name : variables.keySet()) {
            if (name.startsWith(prefix)) {
                value(name).ifPresent(value -> found.put(name, value));
            }
        }
        return Collections.unmodifiableMap(found);
    }

    /**
     * Adds an error that the methods of this class cannot detect.
     *
     * @param line the setting's name, its value unless it is secret, and what to do
     */
    public void addError(String line) {
        errors.add(LogSafe.of(line));
    }

    /** @throws InvalidSettingsException if there was any error; it lists all of them */
    public void check() throws InvalidSettingsException {
        var all = new ArrayList<>(errors);
        settingsByPort.forEach((port, names) -> {
            if (names.size() > 1) {
                all.add(String.join(" and ", names) + " are set to the same port, " + port
                        + ": set each to a different port");
            }
        });
        if (!all.isEmpty()) {
            throw new InvalidSettingsException(all);
        }
    }

    /**
     * Returns the names and effective values of the settings that were read. They are safe to log:
     * a secret is replaced by a placeholder.
     */
    public SortedMap<String, String> effective() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(effective));
    }

    /**
     * Declares settings that were read but are not used.
     *
     * @param why shown to an operator who has set one of them
     */
    public void ignore(String why, String... names) {
        for (var name : names) {
            effective.remove(name);
            value(name).ifPresent(set -> ignored.add(name + " is set but has no effect: " + why));
        }
    }

    /**
     * Returns a line for each variable that has no effect: one that is {@linkplain #ignore
     * ignored}, or an unknown one that looks like a setting. The result is complete once all
     * settings have been read.
     */
    public List<String> warnings() {
        return Stream.concat(ignored.stream(), new UnknownSettings(known).warnings(variables).stream())
                .toList();
    }

    /**
     * Returns the value if it is safe to log. Even the value of a setting that is not secret may
     * hold a password before an @, in a query or in a fragment.
     */
    public static String redacted(String value) {
        return value.matches("(?s).*[@?#].*") ? "(not shown because it contains '@', '?' or '#')" : value;
    }

    /**
     * Records the effective value of a setting.
     *
     * @param shown the value, safe to log
     */
    public String setEffective(String name, String shown) {
        effective.put(name, LogSafe.of(shown));
        return shown;
    }

    private Optional<String> value(String name) {
        known.add(name);
        return Optional.ofNullable(variables.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** Returns empty if the setting is not set, or if its value is invalid and thus rejected. */
    private <T> Optional<T> read(String name, ValueFormat<T> format) {
        var value = value(name);
        var parsed = value.flatMap(format.parser());
        if (parsed.isPresent()) {
            setEffective(name, parsed.get().toString());
        } else {
            value.ifPresent(invalid -> reject(name, invalid, format.expected()));
        }
        return parsed;
    }

    private <T> T withDefault(String name, T fallback, Optional<T> value) {
        if (value.isEmpty()) {
            setEffective(name, fallback.toString());
        }
        return value.orElse(fallback);
    }

    private void reject(String name, String value, String expected) {
        var shown = LogSafe.of(redacted(value));
        var quoted = shown.length() > MAX_QUOTED_LENGTH ? shown.substring(0, MAX_QUOTED_LENGTH) + "..." : shown;
        addError(name + " is " + quoted + ": set it to " + expected);
    }
}
