package io.github.spacecrafttracker.streams.query;

import java.util.List;
import java.util.Map;

/** A query that Launch Library 2 answers with 400. */
public final class InvalidQueryException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Object errors;

    private InvalidQueryException(Object errors) {
        super("invalid query: " + errors);
        this.errors = errors;
    }

    /** Of the form of filters: what is wrong with each field, in the order of the fields. */
    static InvalidQueryException of(Map<String, List<String>> errors) {
        return new InvalidQueryException(errors);
    }

    /** Of the search, which is no part of that form. */
    static InvalidQueryException of(String error) {
        return new InvalidQueryException(List.of(error));
    }

    /** What the body of the answer says, as JSON: an array of texts by field, or one array. */
    public Object errors() {
        return errors;
    }
}
