package io.github.spacecrafttracker.service.lifecycle;

import java.util.List;

/** Thrown if an external cause prevents a service from starting. Each line contains a remedy. */
public final class StartException extends Exception {
    private static final long serialVersionUID = 1;

    public StartException(String line) {
        this(List.of(line));
    }

    public StartException(String line, Throwable cause) {
        super(line, cause);
    }

    /** @param lines the reasons, one per line; the message contains all of them */
    public StartException(List<String> lines) {
        super(String.join("\n", lines));
    }

    /** Returns a line for each reason, with its remedy. */
    public List<String> lines() {
        return String.valueOf(getMessage()).lines().toList();
    }
}
