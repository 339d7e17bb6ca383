package io.github.spacecrafttracker.streams.feed;

import io.github.spacecrafttracker.streams.api.MediaRange;
import io.javalin.http.HttpStatus;
import java.util.Arrays;
import java.util.List;

/** The form in which the feed answers (RFC 9110, section 12.5.1): as a stream, unless a page is what is accepted more expressly. */
enum FeedForm {
    STREAM,
    PAGE;

    private static final int NOT_ACCEPTED = -1;

    /**
     * Negotiates.
     *
     * @param accept the request's {@code Accept} headers; none: anything
     * @throws RefusedException neither is accepted
     */
    static FeedForm negotiate(List<String> accept) throws RefusedException {
        var ranges = accept.stream()
                .flatMap(header -> Arrays.stream(header.split(",", -1)))
                .map(MediaRange::parse)
                .toList();
        if (ranges.isEmpty()) {
            return STREAM;
        }
        int stream = specificity(ranges, "text", "event-stream");
        int page = specificity(ranges, "application", "json");
        if (stream == NOT_ACCEPTED && page == NOT_ACCEPTED) {
            throw new RefusedException(
                    HttpStatus.NOT_ACCEPTABLE,
                    "not-acceptable",
                    "The feed has the forms text/event-stream and application/json.");
        }
        // A browser that was sent here by a link would wait for the end of a stream.
        boolean browser = specificity(ranges, "text", "html") == 2 && stream < 2;
        return page > stream || browser ? PAGE : STREAM;
    }

    private static int specificity(List<MediaRange> ranges, String type, String subtype) {
        return ranges.stream()
                .filter(range -> range.includes(type, subtype) && !isRefused(range))
                .mapToInt(MediaRange::specificity)
                .max()
                .orElse(NOT_ACCEPTED);
    }

    private static boolean isRefused(MediaRange range) {
        return range.parameters().getOrDefault("q", "").matches("0(?:\\.0{0,3})?");
    }
}
