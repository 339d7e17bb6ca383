package io.github.spacecrafttracker.streams.http.ll2;

import io.github.spacecrafttracker.streams.http.MediaRange;
import io.javalin.http.HttpStatus;
import java.util.List;

/**
 * The form of a reply. It is negotiated as in Django REST framework: the most specific media range
 * that matches a form decides, JSON takes precedence among equally specific ranges, and {@code q}
 * is ignored. See docs/ll2-contract.md#content-negotiation.
 */
sealed interface Rendering {
    Rendering COMPACT = new Json(0);
    int MAX_SPECIFICITY = 3;
    String JSON = "application/json";
    String HTML = "text/html";

    /** @param indent the number of spaces for each level, 0 to 8; 0 for compact JSON */
    record Json(int indent) implements Rendering {}

    /** An HTML page with the reply, for people. */
    record Page() implements Rendering {}

    /**
     * Negotiates the form.
     *
     * @param format the request's parameter {@code format}; empty if it is missing
     * @param accept the request's {@code Accept} headers; if there are none, anything is accepted
     * @throws NotAcceptableException if the format does not exist or the client does not accept any
     *     form
     */
    static Rendering negotiate(String format, List<String> accept) throws NotAcceptableException {
        var offered = offered(format);
        var ranges = MediaRange.parseAll(accept.isEmpty() ? List.of("*/*") : accept);
        for (int specificity = MAX_SPECIFICITY; specificity >= 0; specificity--) {
            for (var media : offered) {
                for (var range : ranges) {
                    if (range.specificity() == specificity && range.includes(media)) {
                        return media.equals(HTML) ? new Page() : new Json(range.indent());
                    }
                }
            }
        }
        throw new NotAcceptableException(HttpStatus.NOT_ACCEPTABLE, "Could not satisfy the request Accept header.");
    }

    private static List<String> offered(String format) throws NotAcceptableException {
        return switch (format) {
            case "" -> List.of(JSON, HTML);
            case "json" -> List.of(JSON);
            case "api" -> List.of(HTML);
            default -> throw new NotAcceptableException(HttpStatus.NOT_FOUND, "Not found.");
        };
    }

    /** Thrown if a request does not accept any form of the reply. */
    final class NotAcceptableException extends Exception {
        private static final long serialVersionUID = 1L;

        private final HttpStatus status;

        private NotAcceptableException(HttpStatus status, String detail) {
            super(detail);
            this.status = status;
        }

        HttpStatus status() {
            return status;
        }

        /** Returns the detail for the body of the reply. */
        String detail() {
            return String.valueOf(getMessage());
        }
    }
}
