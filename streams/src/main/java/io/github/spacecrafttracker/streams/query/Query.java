package io.github.spacecrafttracker.streams.query;

/**
 * A request to the list, checked.
 *
 * @param detailed whether what is held is asked for in its detailed form, where it is held so. No other mode than {@code detailed} and {@code normal} is
 *     defined, and any other value is taken for normal
 */
public record Query(Filter filter, Ordering ordering, PageWindow cut, boolean detailed) {

    /**
     * Judges a request.
     *
     * @param choices what a status or configuration may be
     * @throws InvalidQueryException as Launch Library 2 tells it, all faults of the filters at once
     */
    public static Query of(Parameters parameters, Choices choices) throws InvalidQueryException {
        return new Query(
                new FilterParser(parameters, choices).read(),
                Ordering.of(parameters.last("ordering").orElse("")),
                PageWindow.of(parameters),
                parameters.last("mode").filter("detailed"::equals).isPresent());
    }
}
