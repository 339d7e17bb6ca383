package io.github.spacecrafttracker.service.config;

import java.util.List;

/** The environment holds settings that no service can start with. */
public final class InvalidSettingsException extends Exception {
    private static final long serialVersionUID = 1;

    /** @param faults a line each; the message holds them all */
    public InvalidSettingsException(List<String> faults) {
        super(String.join("\n", faults));
    }

    /** Every fault that was found: the setting's name, what it holds unless that is secret, and what to do. */
    public List<String> faults() {
        return String.valueOf(getMessage()).lines().toList();
    }
}
