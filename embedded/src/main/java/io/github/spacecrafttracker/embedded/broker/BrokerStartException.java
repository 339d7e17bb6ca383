package io.github.spacecrafttracker.embedded.broker;

import org.jspecify.annotations.Nullable;

/**
 * The embedded broker did not start, and nothing of it is left running. The message is one line
 * without a full stop, such as {@code port 9092 is in use}.
 */
public final class BrokerStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokerStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
