package io.github.spacecrafttracker.streams.query;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** Reads the filters of a request by the rules of Django's forms: the last of repeated values counts, an empty one is no filter. */
final class FilterParser {
    /** No bound of Launch Library 2's own. */
    static final int MOST_TERMS = 32;

    private static final String NUL = "Null characters are not allowed.";
    private static final String NO_CHOICE = "Select a valid choice. That choice is not one of the available choices.";

    private final Parameters parameters;
    private final Choices choices;
    private final Map<String, List<String>> errors = new LinkedHashMap<>();

    FilterParser(Parameters parameters, Choices choices) {
        this.parameters = parameters;
        this.choices = choices;
    }

    Filter read() throws InvalidQueryException {
        var inSpace = parameters.flag("in_space").orElse(null);
        var placeholder = parameters.flag("is_placeholder").orElse(null);
        var name = text("name");
        var config = choice("spacecraft_config", choices::hasConfig);
        var status = choice("status", choices::hasStatus);
        if (!errors.isEmpty()) {
            throw InvalidQueryException.of(errors);
        }
        return new Filter(inSpace, placeholder, name, config, status, search());
    }

    private @Nullable String text(String field) {
        var text = PythonWhitespace.strip(parameters.text(field));
        if (hasNul(text)) {
            errors.put(field, List.of(NUL));
        }
        return text.isEmpty() ? null : text;
    }

    private @Nullable Long choice(String field, LongPredicate exists) {
        var text = parameters.text(field);
        if (text.isEmpty()) {
            return null;
        }
        var id = PythonInt.parse(text)
                .filter(number -> number.bitLength() < Long.SIZE)
                .map(Number::longValue)
                .filter(exists::test)
                .orElse(null);
        if (id == null) {
            errors.put(field, List.of(hasNul(text) ? NUL : NO_CHOICE));
        }
        return id;
    }

    // No part of the form, and judged after it.
    private Search search() throws InvalidQueryException {
        var text = parameters.text("search");
        if (hasNul(text)) {
            throw InvalidQueryException.of(NUL);
        }
        var search = Search.of(text);
        if (search.terms().size() > MOST_TERMS) {
            throw InvalidQueryException.of("At most " + MOST_TERMS + " search terms are allowed.");
        }
        return search;
    }

    private static boolean hasNul(String text) {
        return text.indexOf('\0') >= 0;
    }
}
