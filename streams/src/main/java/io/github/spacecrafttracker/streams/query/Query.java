package io.github.spacecrafttracker.streams.query;

/**
 * A valid query of the list.
 *
 * @param detailed whether spacecraft are shown in their detailed form if they are held in it. LL2 defines only the modes
 *     {@code detailed} and {@code normal}; any other value counts as normal
 */
public record Query(Filter filter, Ordering ordering, PageWindow window, boolean detailed) {

    /**
     * Reads the query of a request.
     *
     * @param choices the statuses and configurations that can be filtered by
     * @throws InvalidQueryException with all errors of the filters
     */
    public static Query of(Parameters parameters, Choices choices) throws InvalidQueryException {
        return new Query(
                Filter.of(parameters, choices),
                Ordering.of(parameters.text("ordering")),
                PageWindow.of(parameters),
                parameters.text("mode").equals("detailed"));
    }
}
