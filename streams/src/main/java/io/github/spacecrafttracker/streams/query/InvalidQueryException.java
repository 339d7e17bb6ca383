package io.github.spacecrafttracker.streams.query;

import java.util.List;
import java.util.Map;

/** Thrown for a query that LL2 rejects with 400. */
public final class InvalidQueryException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Object errors;

    private InvalidQueryException(Object errors) {
        super("invalid query: " + errors);
        this.errors = errors;
    }

    /**
     * Creates the exception for invalid filters, with the errors of each field in the order of the
     * fields.
     */
    static InvalidQueryException of(Map<String, List<String>> errors) {
        return new InvalidQueryException(errors);
    }

    /** Creates the exception for an invalid search, which LL2 does not report by field. */
    static InvalidQueryException of(String error) {
        return new InvalidQueryException(List.of(error));
    }

    /** Returns the body of the reply: a list of messages by field, or one list of messages. */
    public Object errors() {
        return errors;
    }
}
