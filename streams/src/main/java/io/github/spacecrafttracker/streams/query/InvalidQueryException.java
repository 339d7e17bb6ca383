package io.github.spacecrafttracker.streams.query;

import java.util.List;
import java.util.Map;

/** A query that LL2 rejects with 400. */
public final class InvalidQueryException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Object errors;

    private InvalidQueryException(Object errors) {
        super("invalid query: " + errors);
        this.errors = errors;
    }

    /** The errors of each filter, in the order of the filters. */
    static InvalidQueryException of(Map<String, List<String>> errors) {
        return new InvalidQueryException(errors);
    }

    /** An error of the search, which LL2 does not report by field. */
    static InvalidQueryException of(String error) {
        return new InvalidQueryException(List.of(error));
    }

    /** The body of the reply: a list of texts by field, or one list. */
    public Object errors() {
        return errors;
    }
}
