package io.github.spacecrafttracker.poller.turn;

import org.jspecify.annotations.Nullable;

/** This poller is no longer the one that may write, or can't tell whether it is. Its message is a sentence for the operator. */
public sealed class TurnOverException extends Exception permits FencedException {
    private static final long serialVersionUID = 1L;

    public TurnOverException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
