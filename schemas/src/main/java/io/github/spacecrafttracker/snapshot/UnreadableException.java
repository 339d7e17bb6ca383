package io.github.spacecrafttracker.snapshot;

import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.exc.MismatchedInputException;

/**
 * Thrown if an object is not a valid spacecraft. The message is one clause that names the invalid
 * part and never quotes the content.
 */
public final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnreadableException(String cause) {
        // Without a stack trace, because it reports invalid input, not a bug, and may be created
        // often.
        super(cause, null, false, false);
    }

    /**
     * Describes the error in a JSON document without the parser's message, which quotes the
     * content.
     */
    static UnreadableException of(JacksonException e) {
        if (e instanceof UnexpectedEndOfInputException) {
            return new UnreadableException("is truncated JSON");
        }
        if (e instanceof StreamConstraintsException) {
            return new UnreadableException("is JSON that is nested too deeply, or has too long a number or name");
        }
        if (e.getOriginalMessage().startsWith("Duplicate ")) {
            return new UnreadableException("is JSON with a duplicate field" + place(e));
        }
        if (e instanceof MismatchedInputException) {
            // When a tree is read, the only possible mismatch is content after it.
            return new UnreadableException("is more than one JSON document");
        }
        return new UnreadableException("is not valid JSON" + place(e));
    }

    private static String place(JacksonException e) {
        var location = e.getLocation();
        return location == null || location.getByteOffset() < 0 ? "" : " at byte " + location.getByteOffset();
    }
}
