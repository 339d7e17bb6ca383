package io.github.spacecrafttracker.service.config;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which settings name which port of this process, so that none is wanted twice. */
final class PortNames {
    private final SortedMap<Integer, SortedSet<String>> byPort = new TreeMap<>();

    /** @param port 0, any that is free, is never wanted twice */
    void add(String name, int port) {
        if (port != 0) {
            byPort.computeIfAbsent(port, any -> new TreeSet<>()).add(name);
        }
    }

    /** A line for each port that several settings name. */
    List<String> faults() {
        return byPort.entrySet().stream()
                .filter(port -> port.getValue().size() > 1)
                .map(port -> String.join(" and ", port.getValue()) + " name the same port, " + port.getKey()
                        + ": set each to one of its own")
                .toList();
    }
}
