package io.github.spacecrafttracker.service.config;

import io.github.spacecrafttracker.service.text.LogSafe;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
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
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads settings and gathers what is wrong with them, so that an operator sees every fault at once: a faulty setting reads as its fallback until
 * {@link #check()} refuses them all. Surrounding white space is no part of a value, and an empty value is not set. For one thread.
 */
public final class Environment {
    private static final Pattern HOST_AND_PORT = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]):[0-9]{1,5}");
    private static final int LONGEST_SHOWN = 100;

    private final Map<String, String> variables;
    private final List<String> faults = new ArrayList<>();
    private final List<String> setAside = new ArrayList<>();
    private final SortedMap<String, String> inForce = new TreeMap<>();
    private final PortNames ports = new PortNames();
    private final Set<String> askedFor = new HashSet<>();

    /** @param variables names and values, as {@link System#getenv()} has them; what is not asked for is passed over */
    public Environment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    public String text(String name, String fallback) {
        return told(name, value(name).orElse(fallback));
    }

    public Optional<String> optional(String name) {
        return value(name).map(value -> told(name, value));
    }

    /** A value that is neither logged nor quoted in a fault. */
    public Optional<String> secret(String name) {
        var value = value(name);
        value.ifPresent(hidden -> told(name, "(set)"));
        return value;
    }

    /** A whole number in decimal digits, both ends included. */
    public int whole(String name, int fallback, int least, int most) {
        int number = wholeIfSet(name, least, most).orElse(fallback);
        told(name, Integer.toString(number));
        return number;
    }

    /** As {@link #whole}, for a setting whose absence means something else than any number. */
    public OptionalInt wholeIfSet(String name, int least, int most) {
        var value = value(name);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            int number = Integer.parseInt(value.get());
            if (least <= number && number <= most) {
                told(name, value.get());
                return OptionalInt.of(number);
            }
        } catch (NumberFormatException e) {
            // Told below, as a number out of bounds is.
        }
        refuse(name, value.get(), "a whole number from " + least + " to " + most);
        return OptionalInt.empty();
    }

    /** A TCP port to listen on; 0 stands for any that is free. That two names are given the same is a fault. */
    public int port(String name, int fallback) {
        int faultsBefore = faults.size();
        int port = whole(name, fallback, 0, 65_535);
        if (faults.size() == faultsBefore) {
            ports.add(name, port);
        }
        return port;
    }

    /** Not looked up in the file system: whether it exists is for its user to say. */
    public Path path(String name, Path fallback) {
        var path = fallback;
        var value = value(name);
        if (value.isPresent()) {
            try {
                path = Path.of(value.get());
            } catch (InvalidPathException e) {
                refuse(name, value.get(), "the path of a file or folder");
            }
        }
        told(name, path.toString());
        return path;
    }

    /** An absolute http or https URL with a host and without user name, query and fragment, as it was written. */
    public Optional<URI> httpUrl(String name) {
        var value = value(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        var url = parsed(value.get()).filter(Environment::isPlainHttp);
        if (url.isPresent()) {
            told(name, value.get());
        } else {
            refuse(name, value.get(), "a URL such as https://example.org/path, without user name, query and fragment");
        }
        return url;
    }

    /** A name or address, an IPv6 one in brackets, and a port; nothing is looked up. */
    public String hostAndPort(String name, String fallback) {
        return matching(
                name, fallback, HOST_AND_PORT.asMatchPredicate(), "a host and a port, such as tracker-1.example:8080");
    }

    /** One of a few words, in the case in which they are given. */
    public String oneOf(String name, String fallback, String... allowed) {
        return matching(name, fallback, List.of(allowed)::contains, "one of " + String.join(", ", allowed));
    }

    /** What is set under names that begin with the prefix, by full name. Not told as in force: the caller knows what it is. */
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
     * Adds a fault that no method here can find.
     *
     * @param line the setting's name, what it holds unless secret, and what to do
     */
    public void fault(String line) {
        faults.add(LogSafe.of(line));
    }

    /** @throws InvalidSettingsException if there was any fault; it lists all of them */
    public void check() throws InvalidSettingsException {
        var all = new ArrayList<>(faults);
        all.addAll(ports.faults());
        if (!all.isEmpty()) {
            throw new InvalidSettingsException(all);
        }
    }

    /** Names and effective values of what was asked for, fit for a log: of a secret only that it is set. */
    public SortedMap<String, String> inForce() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(inForce));
    }

    /**
     * These were read with others and are not used: they are not in force.
     *
     * @param why for an operator who has set one of them
     */
    public void setAside(String why, String... names) {
        for (var name : names) {
            inForce.remove(name);
            value(name).ifPresent(set -> setAside.add(name + " is set and changes nothing: " + why));
        }
    }

    /** A line for each variable that does nothing: set aside, or no setting though it looks like one. Of use once all settings have been asked for. */
    public List<String> withoutEffect() {
        return Stream.concat(setAside.stream(), new UnknownSettings(askedFor).among(variables).stream())
                .toList();
    }

    /** The value as it may be logged, of a setting that is no secret: what stands before an @, in a query or in a fragment may be a password all the same. */
    public static String withoutPassword(String value) {
        return value.matches("(?s).*[@?#].*") ? "(not shown, for it holds '@', '?' or '#')" : value;
    }

    public String matching(String name, String fallback, Predicate<String> rule, String expected) {
        var value = value(name);
        if (value.isPresent() && !rule.test(value.get())) {
            refuse(name, value.get(), expected);
            return told(name, fallback);
        }
        return text(name, fallback);
    }

    /**
     * Notes a value as in force.
     *
     * @param shown fit for a log
     */
    public String told(String name, String shown) {
        inForce.put(name, LogSafe.of(shown));
        return shown;
    }

    private Optional<String> value(String name) {
        askedFor.add(name);
        return Optional.ofNullable(variables.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private void refuse(String name, String found, String expected) {
        var shown = LogSafe.of(withoutPassword(found));
        var cut = shown.length() > LONGEST_SHOWN ? shown.substring(0, LONGEST_SHOWN) + "..." : shown;
        fault(name + " is " + cut + ": set it to " + expected);
    }

    private static Optional<URI> parsed(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean isPlainHttp(URI url) {
        return ("http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme()))
                && url.getHost() != null
                && url.getPort() <= 65_535
                && url.getRawUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawFragment() == null;
    }
}
