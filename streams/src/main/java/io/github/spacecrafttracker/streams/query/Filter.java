package io.github.spacecrafttracker.streams.query;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The spacecraft that a query selects. A component that is null selects all.
 *
 * @param name exact
 * @param config the id of a configuration
 * @param status the id of a status
 */
public record Filter(
        @Nullable Boolean inSpace,
        @Nullable Boolean placeholder,
        @Nullable String name,
        @Nullable Long config,
        @Nullable Long status,
        Search search) {
    public static final Filter ALL = new Filter(null, null, null, null, null, Search.ALL);
    public static final Filter IN_SPACE = new Filter(true, null, null, null, null, Search.ALL);

    private static final String NUL = "Null characters are not allowed.";
    private static final String NO_CHOICE = "Select a valid choice. That choice is not one of the available choices.";

    /**
     * Reads the filters of a request. An empty value selects all.
     *
     * @throws InvalidQueryException with the errors of all fields, in the order of the fields, or that of the search
     */
    static Filter of(Parameters parameters, Choices choices) throws InvalidQueryException {
        var errors = new LinkedHashMap<String, List<String>>();
        var name = parameters.text("name").strip();
        if (hasNul(name)) {
            errors.put("name", List.of(NUL));
        }
        var config = choice("spacecraft_config", parameters, choices::hasConfig, errors);
        var status = choice("status", parameters, choices::hasStatus, errors);
        if (!errors.isEmpty()) {
            throw InvalidQueryException.of(errors);
        }
        // LL2 checks the search after the form of the filters.
        if (hasNul(parameters.text("search"))) {
            throw InvalidQueryException.of(NUL);
        }
        return new Filter(
                parameters.flag("in_space").orElse(null),
                parameters.flag("is_placeholder").orElse(null),
                name.isEmpty() ? null : name,
                config,
                status,
                Search.of(parameters.text("search")));
    }

    public boolean matches(Fields fields) {
        return is(inSpace, fields.inSpace())
                && is(placeholder, fields.placeholder())
                && is(name, fields.name())
                && is(config, fields.config())
                && is(status, fields.status())
                && search.matches(fields.searchTexts());
    }

    private static @Nullable Long choice(
            String field, Parameters parameters, LongPredicate exists, Map<String, List<String>> errors) {
        var text = parameters.text(field);
        if (text.isEmpty()) {
            return null;
        }
        var id = WholeNumber.parse(text)
                .filter(number -> number.bitLength() < Long.SIZE)
                .map(Number::longValue)
                .filter(exists::test)
                .orElse(null);
        if (id == null) {
            errors.put(field, List.of(hasNul(text) ? NUL : NO_CHOICE));
        }
        return id;
    }

    private static boolean hasNul(String text) {
        return text.indexOf('\0') >= 0;
    }

    private static boolean is(@Nullable Object selected, @Nullable Object actual) {
        return selected == null || selected.equals(actual);
    }
}
