package io.github.spacecrafttracker.poller.ll2;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.spacecrafttracker.json.JsonSlices;
import io.github.spacecrafttracker.poll.Outcome;
import io.github.spacecrafttracker.snapshot.CanonicalForm;
import io.github.spacecrafttracker.snapshot.UnreadableException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** The fields of a JSON object by name, each with its original bytes. */
record JsonFields(Map<String, byte[]> byName) {
    /** @throws ContractViolationException if the body is not one JSON object in UTF-8 */
    static JsonFields ofBody(byte[] body) throws ContractViolationException {
        try {
            CanonicalForm.requireUtf8(body);
            var fields = of(body);
            if (fields == null) {
                throw new ContractViolationException(Outcome.SHAPE, "is not a JSON object");
            }
            return fields;
        } catch (UnreadableException e) {
            throw new ContractViolationException(Outcome.MALFORMED, String.valueOf(e.getMessage()));
        } catch (JacksonException e) {
            throw malformed();
        }
    }

    /**
     * Returns the fields, or null if the JSON is not an object.
     *
     * @throws JacksonException if it is not one complete JSON document
     */
    static @Nullable JsonFields of(byte[] json) {
        var fields = JsonSlices.fields(json);
        return fields == null ? null : new JsonFields(fields);
    }

    byte @Nullable [] get(String name) {
        return byName.get(name);
    }

    boolean isString(String name) {
        return startsWith(name, '"');
    }

    boolean isNull(String name) {
        return startsWith(name, 'n');
    }

    /**
     * Returns a field that is an int64; null if it is missing, too large or anything else. It is
     * read by its digits, because a number such as 1e4000000000 exceeds what a JSON tree can hold.
     */
    @Nullable
    Long integer(String name) {
        var json = get(name);
        var text = json == null ? "" : new String(json, US_ASCII);
        try {
            return text.matches("-?(0|[1-9][0-9]*)") ? Long.valueOf(text) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /**
     * Returns the elements of a field that is an array, or null if it is anything else or missing.
     */
    @Nullable
    List<byte[]> elements(String name) throws ContractViolationException {
        var json = get(name);
        try {
            return json == null ? null : JsonSlices.elements(json);
        } catch (JacksonException e) {
            throw malformed();
        }
    }

    private boolean startsWith(String name, char first) {
        var json = get(name);
        return json != null && json.length > 0 && json[0] == first;
    }

    private static ContractViolationException malformed() {
        return new ContractViolationException(Outcome.MALFORMED, "is not one complete JSON document");
    }

    /**
     * The body of a reply does not conform to the contract of Launch Library 2. The message is one
     * clause for the report.
     */
    static final class ContractViolationException extends Exception {
        private static final long serialVersionUID = 1L;

        private final Outcome outcome;

        ContractViolationException(Outcome outcome, String detail) {
            super(detail, null, false, false);
            this.outcome = outcome;
        }

        Outcome outcome() {
            return outcome;
        }
    }
}
