package io.github.spacecrafttracker.streams.query;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The filter of a query. A component that is null selects all spacecraft.
 *
 * @param name the exact name
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

    private static final String NULL_CHARACTER = "Null characters are not allowed.";
    private static final String INVALID_CHOICE =
            "Select a valid choice. That choice is not one of the available choices.";

    /**
     * The ids that a filter accepts. LL2 rejects a filter by any other id; see
     * docs/ll2-contract.md#parameters.
     */
    public record ValidIds(LongPredicate statuses, LongPredicate configs) {
        /** Accepts any id. Used until the catalogue is complete. */
        public static final ValidIds ANY = new ValidIds(id -> true, id -> true);
    }

    /**
     * Reads the filters of a request. An empty value selects all spacecraft.
     *
     * @throws InvalidQueryException with the errors of all fields, in the order of the fields, or
     *     with the error of the search
     */
    static Filter of(Parameters parameters, ValidIds validIds) throws InvalidQueryException {
        var errors = new LinkedHashMap<String, List<String>>();
        var name = parameters.text("name").strip();
        if (hasNullCharacter(name)) {
            errors.put("name", List.of(NULL_CHARACTER));
        }
        var config = choice("spacecraft_config", parameters, validIds.configs(), errors);
        var status = choice("status", parameters, validIds.statuses(), errors);
        if (!errors.isEmpty()) {
            throw InvalidQueryException.of(errors);
        }
        // LL2 checks the search after all filters.
        if (hasNullCharacter(parameters.text("search"))) {
            throw InvalidQueryException.of(NULL_CHARACTER);
        }
        return new Filter(
                parameters.flag("in_space").orElse(null),
                parameters.flag("is_placeholder").orElse(null),
                name.isEmpty() ? null : name,
                config,
                status,
                Search.of(parameters.text("search")));
    }

    public boolean matches(QueryFields fields) {
        return matches(inSpace, fields.inSpace())
                && matches(placeholder, fields.placeholder())
                && matches(name, fields.name())
                && matches(config, fields.config())
                && matches(status, fields.status())
                && search.matches(fields.searchTexts());
    }

    private static @Nullable Long choice(
            String field, Parameters parameters, LongPredicate isValid, Map<String, List<String>> errors) {
        var text = parameters.text(field);
        if (text.isEmpty()) {
            return null;
        }
        var id = WholeNumber.parse(text)
                .filter(number -> number.bitLength() < Long.SIZE)
                .map(Number::longValue)
                .filter(isValid::test)
                .orElse(null);
        if (id == null) {
            errors.put(field, List.of(hasNullCharacter(text) ? NULL_CHARACTER : INVALID_CHOICE));
        }
        return id;
    }

    private static boolean hasNullCharacter(String text) {
        return text.indexOf('\0') >= 0;
    }

    private static boolean matches(@Nullable Object selected, @Nullable Object actual) {
        return selected == null || selected.equals(actual);
    }
}
