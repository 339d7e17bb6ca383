package io.github.spacecrafttracker.streams.http.feed;

import io.github.spacecrafttracker.streams.changelog.CursorException;
import io.javalin.http.HttpStatus;
import java.util.List;

/** A request that the feed rejects. */
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

    /** For a parameter that is invalid, or not valid in this request. */
    static RefusedException ofParameter(String detail) {
        return new RefusedException(HttpStatus.BAD_REQUEST, "invalid-parameter", detail);
    }

    /** A valid cursor that cannot be served any more is gone (RFC 9110, section 15.5.11). */
    static RefusedException of(CursorException e) {
        var status =
                switch (e.reason()) {
                    case GARBLED -> HttpStatus.BAD_REQUEST;
                    case NOT_YET_READ -> HttpStatus.SERVICE_UNAVAILABLE;
                    case OF_OTHER_TOPICS, EXPIRED, AHEAD -> HttpStatus.GONE;
                };
        return new RefusedException(status, e.reason().code(), e.reason().description());
    }

    HttpStatus status() {
        return status;
    }

    /** The body of the reply. */
    Body body() {
        return new Body(String.valueOf(getMessage()), reason);
    }

    /** The body of the reply if the position cannot be served, with where to continue and where the changes are. */
    GoneBody body(String oldestCursor, List<String> topics) {
        return new GoneBody(String.valueOf(getMessage()), reason, oldestCursor, topics);
    }

    record Body(String detail, String reason) {}

    record GoneBody(String detail, String reason, String oldestCursor, List<String> topics) {}
}
