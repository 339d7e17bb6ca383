package io.github.spacecrafttracker.service.lifecycle;

import java.util.List;

/** Something outside the process keeps a service from starting; its lines tell an operator what to do. */
public final class StartException extends Exception {
    private static final long serialVersionUID = 1;

    public StartException(String line) {
        this(List.of(line));
    }

    public StartException(String line, Throwable cause) {
        super(line, cause);
    }

    /** @param lines a reason each; the message holds them all */
    public StartException(List<String> lines) {
        super(String.join("\n", lines));
    }

    /** Each reason with what to do about it. */
    public List<String> lines() {
        return String.valueOf(getMessage()).lines().toList();
    }
}
