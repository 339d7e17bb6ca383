package io.github.spacecrafttracker.service.lifecycle;

import java.util.List;

/** Something outside the process prevents a service from starting; each line says what to do. */
public final class StartException extends Exception {
    private static final long serialVersionUID = 1;

    public StartException(String line) {
        this(List.of(line));
    }

    public StartException(String line, Throwable cause) {
        super(line, cause);
    }

    /** @param lines one reason each; the message contains all of them */
    public StartException(List<String> lines) {
        super(String.join("\n", lines));
    }

    /** Returns a line for each reason, with what to do about it. */
    public List<String> lines() {
        return String.valueOf(getMessage()).lines().toList();
    }
}
