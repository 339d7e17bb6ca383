package io.github.spacecrafttracker.streams.http.ll2;

import io.javalin.http.HttpStatus;

/** A request that accepts no rendering of the reply. */
final class NotAcceptableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;

    private NotAcceptableException(HttpStatus status, String detail) {
        super(detail);
        this.status = status;
    }

    static NotAcceptableException noSuchFormat() {
        return new NotAcceptableException(HttpStatus.NOT_FOUND, "Not found.");
    }

    static NotAcceptableException byHeader() {
        return new NotAcceptableException(HttpStatus.NOT_ACCEPTABLE, "Could not satisfy the request Accept header.");
    }

    HttpStatus status() {
        return status;
    }

    /** The detail in the body of the reply. */
    String detail() {
        return String.valueOf(getMessage());
    }
}
