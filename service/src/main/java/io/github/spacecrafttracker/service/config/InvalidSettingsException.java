package io.github.spacecrafttracker.service.config;

import java.util.List;

/** Thrown if a service cannot start with the settings in its environment. */
public final class InvalidSettingsException extends Exception {
    private static final long serialVersionUID = 1;

    /** @param errors one line each; the message contains all of them */
    public InvalidSettingsException(List<String> errors) {
        super(String.join("\n", errors));
    }

    /**
     * Returns a line for each error: the setting's name, its value unless it is secret, and what to
     * do.
     */
    public List<String> errors() {
        return String.valueOf(getMessage()).lines().toList();
    }
}
