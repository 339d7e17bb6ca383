package io.github.spacecrafttracker.poller.publish;

/** This poller is no longer the one that may write, or can't tell whether it is. Its message is a sentence for the operator. */
public final class TurnOverException extends Exception {
    private static final long serialVersionUID = 1L;

    TurnOverException(String message, Throwable cause) {
        super(message, cause);
    }
}
