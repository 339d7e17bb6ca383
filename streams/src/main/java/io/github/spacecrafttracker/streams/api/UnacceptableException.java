package io.github.spacecrafttracker.streams.api;

import io.javalin.http.HttpStatus;

/** No form of an answer is what the request asks for. */
final class UnacceptableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;

    private UnacceptableException(HttpStatus status, String detail) {
        super(detail);
        this.status = status;
    }

    static UnacceptableException noSuchFormat() {
        return new UnacceptableException(HttpStatus.NOT_FOUND, "Not found.");
    }

    static UnacceptableException byHeader() {
        return new UnacceptableException(HttpStatus.NOT_ACCEPTABLE, "Could not satisfy the request Accept header.");
    }

    HttpStatus status() {
        return status;
    }

    /** What the body of the answer says. */
    String detail() {
        return String.valueOf(getMessage());
    }
}
