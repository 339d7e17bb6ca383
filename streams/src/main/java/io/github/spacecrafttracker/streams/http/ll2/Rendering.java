package io.github.spacecrafttracker.streams.http.ll2;

import io.github.spacecrafttracker.streams.http.MediaRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The form of an answer, negotiated as Django REST framework does: the most specific media range that anything fits counts, of equally specific ones JSON wins,
 * and a {@code q} is no preference.
 *
 * @param html the page for people; else JSON
 * @param indent by how many blanks JSON is indented, 0 to 8; 0 for compact
 */
record Rendering(boolean html, int indent) {
    static final Rendering JSON = new Rendering(false, 0);

    private static final int MOST_SPECIFIC = 3;

    /**
     * Negotiates.
     *
     * @param format what the request's parameter {@code format} says
     * @param accept the request's {@code Accept} headers; none: anything
     * @throws NotAcceptableException where there is no such format, or none that is accepted
     */
    static Rendering negotiate(Optional<String> format, List<String> accept) throws NotAcceptableException {
        var offered = offered(format.orElse(""));
        var ranges = ranges(accept);
        for (int specificity = MOST_SPECIFIC; specificity >= 0; specificity--) {
            for (var media : offered) {
                for (var range : ranges) {
                    if (range.specificity() == specificity && range.includes(media.type(), media.subtype())) {
                        return new Rendering(media == Media.HTML, media == Media.HTML ? 0 : range.indent());
                    }
                }
            }
        }
        throw NotAcceptableException.byHeader();
    }

    private static List<Media> offered(String format) throws NotAcceptableException {
        return switch (format) {
            case "" -> List.of(Media.JSON, Media.HTML);
            case "json" -> List.of(Media.JSON);
            case "api" -> List.of(Media.HTML);
            default -> throw NotAcceptableException.noSuchFormat();
        };
    }

    private static List<MediaRange> ranges(List<String> accept) {
        var ranges = new ArrayList<MediaRange>();
        for (var range : accept.isEmpty()
                ? List.of("*/*")
                : List.of(String.join(",", accept).split(",", -1))) {
            ranges.add(MediaRange.parse(range));
        }
        return ranges;
    }

    private enum Media {
        JSON("application", "json"),
        HTML("text", "html");

        private final String type;
        private final String subtype;

        Media(String type, String subtype) {
            this.type = type;
            this.subtype = subtype;
        }

        String type() {
            return type;
        }

        String subtype() {
            return subtype;
        }
    }
}
