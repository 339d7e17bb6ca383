package io.github.spacecrafttracker.streams.http.ll2;

import io.github.spacecrafttracker.streams.http.MediaRange;
import java.util.List;

/**
 * The form of a reply, negotiated as Django REST framework does: the most specific media range that
 * anything matches decides, JSON wins among equally specific ones, and a {@code q} is not a
 * preference.
 */
sealed interface Rendering {
    Rendering COMPACT = new Json(0);
    int MOST_SPECIFIC = 3;
    String JSON = "application/json";
    String HTML = "text/html";

    /** @param indent the number of spaces of an indentation, 0 to 8; 0 for compact JSON */
    record Json(int indent) implements Rendering {}

    /** The page for people. */
    record Page() implements Rendering {}

    /**
     * Negotiates.
     *
     * @param format the request's parameter {@code format}; empty if there is none
     * @param accept the request's {@code Accept} headers; none: anything
     * @throws NotAcceptableException if the format does not exist, or none is accepted
     */
    static Rendering negotiate(String format, List<String> accept) throws NotAcceptableException {
        var offered = offered(format);
        var ranges = MediaRange.parseAll(accept.isEmpty() ? List.of("*/*") : accept);
        for (int specificity = MOST_SPECIFIC; specificity >= 0; specificity--) {
            for (var media : offered) {
                for (var range : ranges) {
                    if (range.specificity() == specificity && range.includes(media)) {
                        return media.equals(HTML) ? new Page() : new Json(range.indent());
                    }
                }
            }
        }
        throw NotAcceptableException.byHeader();
    }

    private static List<String> offered(String format) throws NotAcceptableException {
        return switch (format) {
            case "" -> List.of(JSON, HTML);
            case "json" -> List.of(JSON);
            case "api" -> List.of(HTML);
            default -> throw NotAcceptableException.noSuchFormat();
        };
    }
}
