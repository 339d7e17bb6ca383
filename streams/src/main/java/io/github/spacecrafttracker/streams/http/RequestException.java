package io.github.spacecrafttracker.streams.http;

import io.github.spacecrafttracker.streams.changelog.CursorException;
import io.javalin.http.HttpStatus;
import java.util.List;

/** Thrown if a request for changes or for the history is rejected. */
public final class RequestException extends Exception {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String reason;

    /**
     * @param reason a stable code for programs
     * @param detail an explanation for people
     */
    public RequestException(HttpStatus status, String reason, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.reason = reason;
    }

    /** Returns the exception for a parameter that is invalid, or that this request cannot have. */
    public static RequestException invalidParameter(String detail) {
        return new RequestException(HttpStatus.BAD_REQUEST, "invalid-parameter", detail);
    }

    /** Returns the exception for a spacecraft that has never been observed. */
    public static RequestException noSuchSpacecraft() {
        return new RequestException(
                HttpStatus.NOT_FOUND, "no-such-spacecraft", "No Spacecraft matches the given query.");
    }

    /** Returns the exception for a {@code Host} that a link cannot contain. */
    public static RequestException invalidHost() {
        return new RequestException(HttpStatus.BAD_REQUEST, "invalid-host", BaseUrl.NO_HOST);
    }

    /**
     * Returns the exception for a rejected cursor: 400 if it is garbled, 503 if a retry may
     * succeed, otherwise 410 Gone (RFC 9110, section 15.5.11).
     */
    public static RequestException of(CursorException e) {
        var status =
                switch (e.reason()) {
                    case GARBLED -> HttpStatus.BAD_REQUEST;
                    case NOT_YET_READ -> HttpStatus.SERVICE_UNAVAILABLE;
                    case OF_OTHER_TOPICS, EXPIRED, AHEAD -> HttpStatus.GONE;
                };
        return new RequestException(status, e.reason().code(), e.reason().description());
    }

    public HttpStatus status() {
        return status;
    }

    /** Returns the stable code for programs. */
    public String reason() {
        return reason;
    }

    /** Returns the body of the reply. */
    public Body body() {
        return new Body(String.valueOf(getMessage()), reason);
    }

    /**
     * Returns the body of a 410 reply, which names the oldest cursor that works and the topics with
     * all changes.
     */
    public GoneBody goneBody(String oldestCursor, List<String> topics) {
        return new GoneBody(String.valueOf(getMessage()), reason, oldestCursor, topics);
    }

    public record Body(String detail, String reason) {}

    public record GoneBody(String detail, String reason, String oldestCursor, List<String> topics) {}
}
