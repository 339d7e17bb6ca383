package io.github.spacecrafttracker.snapshot;

import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.exc.MismatchedInputException;

/** Says what is wrong with a JSON document in one clause that holds nothing of its content, which the parser's own messages do. */
final class JsonFault {
    private JsonFault() {}

    static UnreadableException of(JacksonException e) {
        if (e instanceof UnexpectedEndOfInputException) {
            return new UnreadableException("is JSON that was cut off");
        }
        if (e instanceof StreamConstraintsException) {
            return new UnreadableException("is JSON nested too deeply, or with too long a number or name");
        }
        if (e.getOriginalMessage().startsWith("Duplicate ")) {
            return new UnreadableException("is JSON that names a field twice" + place(e));
        }
        if (e instanceof MismatchedInputException) {
            // Of a tree that is read only one thing can mismatch: that there is something after it.
            return new UnreadableException("is more than one JSON document");
        }
        return new UnreadableException("is no sound JSON" + place(e));
    }

    private static String place(JacksonException e) {
        var location = e.getLocation();
        return location == null || location.getByteOffset() < 0 ? "" : " at byte " + location.getByteOffset();
    }
}
