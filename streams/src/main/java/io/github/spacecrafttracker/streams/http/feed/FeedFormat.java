package io.github.spacecrafttracker.streams.http.feed;

import io.github.spacecrafttracker.streams.http.MediaRange;
import io.javalin.http.HttpStatus;
import java.util.Comparator;
import java.util.List;

/** The form in which the feed answers (RFC 9110, section 12.5.1): as a stream, unless a page is wanted more, or as much and more expressly. */
enum FeedFormat {
    STREAM,
    PAGE;

    /**
     * Negotiates.
     *
     * @param accept the request's {@code Accept} headers; none: anything
     * @throws RefusedException neither is accepted
     */
    static FeedFormat negotiate(List<String> accept) throws RefusedException {
        var ranges = MediaRange.parseAll(accept);
        if (ranges.isEmpty()) {
            return STREAM;
        }
        var stream = Wanted.of(ranges, "text/event-stream");
        var page = Wanted.of(ranges, "application/json");
        if (stream.weight() == 0 && page.weight() == 0) {
            throw new RefusedException(
                    HttpStatus.NOT_ACCEPTABLE,
                    "not-acceptable",
                    "The feed has the forms text/event-stream and application/json.");
        }
        // A browser that was sent here by a link would wait for the end of a stream.
        boolean browser = Wanted.of(ranges, "text/html").specificity() == 2 && stream.specificity() < 2;
        return page.compareTo(stream) > 0 || (browser && page.weight() > 0) ? PAGE : STREAM;
    }

    /** How much a form is wanted, and how expressly. */
    private record Wanted(double weight, int specificity) implements Comparable<Wanted> {
        private static final Comparator<Wanted> ORDER =
                Comparator.comparingDouble(Wanted::weight).thenComparingInt(Wanted::specificity);

        /** By the most specific of the ranges that include it. */
        static Wanted of(List<MediaRange> ranges, String mediaType) {
            return ranges.stream()
                    .filter(range -> range.includes(mediaType))
                    .map(range -> new Wanted(range.weight(), range.specificity()))
                    .max(Comparator.comparingInt(Wanted::specificity))
                    .orElse(new Wanted(0, -1));
        }

        @Override
        public int compareTo(Wanted other) {
            return ORDER.compare(this, other);
        }
    }
}
