package io.github.spacecrafttracker.embedded.broker;

import org.jspecify.annotations.Nullable;

/**
 * Thrown if the embedded broker did not start. None of its parts is left running. The message is
 * one line without a full stop, such as {@code port 9092 is in use}.
 */
public final class BrokerStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokerStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
