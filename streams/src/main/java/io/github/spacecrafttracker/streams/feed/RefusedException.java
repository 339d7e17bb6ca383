package io.github.spacecrafttracker.streams.feed;

import io.github.spacecrafttracker.streams.changes.CursorException;
import io.javalin.http.HttpStatus;

/** A request that the feed does not serve. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String reason;

    /**
     * @param reason for machines; never changes
     * @param detail for people
     */
    RefusedException(HttpStatus status, String reason, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.reason = reason;
    }

    /** Of a parameter that is not as it must be, or not where it belongs. */
    static RefusedException ofParameter(String detail) {
        return new RefusedException(HttpStatus.BAD_REQUEST, "invalid-parameter", detail);
    }

    /** Where the cursor was one once, the status says that what it points to is gone (RFC 9110, section 15.5.11). */
    static RefusedException of(CursorException e) {
        var status = e.reason() == CursorException.Reason.GARBLED ? HttpStatus.BAD_REQUEST : HttpStatus.GONE;
        return new RefusedException(status, e.reason().code(), e.reason().words());
    }

    HttpStatus status() {
        return status;
    }

    /** As the body of a reply tells it. */
    Body body() {
        return new Body(String.valueOf(getMessage()), reason);
    }

    /** A clause and a word. */
    record Body(String detail, String reason) {}
}
