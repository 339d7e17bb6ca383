package io.github.spacecrafttracker.snapshot;

/** What was read is no spacecraft. The message is one clause that says which part is wrong, and holds nothing of the content. */
public final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnreadableException(String cause) {
        // Without a stack trace: it is a judgement of input, made often, and nobody's bug.
        super(cause, null, false, false);
    }
}
