package io.github.spacecrafttracker.streams.query;

/**
 * A valid query of the list.
 *
 * @param detailed whether to return a spacecraft in detailed form if its snapshot has that form.
 *     Any mode other than {@code detailed} counts as {@code normal}; see docs/ll2-contract.md#modes
 */
public record Query(Filter filter, Ordering ordering, PageWindow window, boolean detailed) {

    /**
     * Reads the query of a request.
     *
     * @param validIds the ids that the filters accept
     * @throws InvalidQueryException with all errors of the filters
     */
    public static Query of(Parameters parameters, Filter.ValidIds validIds) throws InvalidQueryException {
        return new Query(
                Filter.of(parameters, validIds),
                Ordering.of(parameters.text("ordering")),
                PageWindow.of(parameters),
                parameters.text("mode").equals("detailed"));
    }
}
