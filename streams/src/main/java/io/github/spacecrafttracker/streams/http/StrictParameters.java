package io.github.spacecrafttracker.streams.http;

import io.github.spacecrafttracker.streams.query.Parameters;
import io.github.spacecrafttracker.streams.query.Rfc3339;
import io.github.spacecrafttracker.streams.query.WholeNumber;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The parameters of a request to one of this project's own paths. Unlike on the paths of Launch
 * Library 2, unknown and invalid parameters are rejected, because a misspelled filter would
 * otherwise have no effect. An empty value counts as missing.
 */
public record StrictParameters(Parameters all) {

    /**
     * @param known the names that the path supports
     * @throws RequestException if there are others
     */
    public void rejectUnknown(List<String> known) throws RequestException {
        if (!known.containsAll(all.values().keySet())) {
            // The message does not contain the name, because it may have any length and any
            // characters.
            throw RequestException.invalidParameter(
                    known.isEmpty()
                            ? "This path supports no parameters."
                            : "One of the parameters is unknown. This path supports " + String.join(", ", known) + ".");
        }
    }

    /** Returns the last value of a parameter. */
    public Optional<String> text(String name) {
        return all.last(name).map(String::strip).filter(value -> !value.isEmpty());
    }

    /**
     * Returns all values of a parameter, which may be repeated and may contain several values
     * separated by commas.
     *
     * @param parse returns empty for an invalid value
     * @param expected the requirement, for the error message
     */
    public <T> Set<T> each(String name, Function<String, Optional<T>> parse, String expected) throws RequestException {
        var values = new LinkedHashSet<T>();
        for (var value : all.values().getOrDefault(name, List.of())) {
            for (var word : value.split(",", -1)) {
                if (!word.isBlank()) {
                    values.add(parse.apply(word.strip()).orElseThrow(() -> invalid(name, expected)));
                }
            }
        }
        return values;
    }

    public Set<Long> ids(String name) throws RequestException {
        return each(name, WholeNumber::parseId, "must be ids, separated by commas");
    }

    public Optional<Boolean> flag(String name) throws RequestException {
        if (text(name).isPresent() && all.flag(name).isEmpty()) {
            throw invalid(name, "must be true or false");
        }
        return all.flag(name);
    }

    public int number(String name, int min, int max, int otherwise) throws RequestException {
        var text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        return text.flatMap(WholeNumber::parseId)
                .filter(number -> number >= min && number <= max)
                .map(Math::toIntExact)
                .orElseThrow(() -> invalid(name, "must be a number from " + min + " to " + max));
    }

    public Optional<Instant> time(String name) throws RequestException {
        try {
            return text(name).map(Rfc3339::parse);
        } catch (DateTimeException e) {
            throw invalid(name, "must be an RFC 3339 time such as 2026-11-24T10:40:05Z, or a date");
        }
    }

    /** @param problem continues the sentence after the name */
    public static RequestException invalid(String name, String problem) {
        return RequestException.invalidParameter("\"" + name + "\" " + problem + ".");
    }
}
