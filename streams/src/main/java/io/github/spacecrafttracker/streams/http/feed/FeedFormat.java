package io.github.spacecrafttracker.streams.http.feed;

import io.github.spacecrafttracker.streams.http.MediaRange;
import io.github.spacecrafttracker.streams.http.RequestException;
import io.javalin.http.HttpStatus;
import java.util.Comparator;
import java.util.List;

/** The media types of the feed. */
enum FeedFormat {
    STREAM,
    PAGE;

    /**
     * Selects the format (RFC 9110, section 12.5.1): a page if the client prefers it, or accepts
     * both equally but names the page's media type more specifically; otherwise a stream.
     *
     * @param accept the request's {@code Accept} headers; if there are none, the client accepts
     *     anything
     * @throws RequestException if the client accepts neither format
     */
    static FeedFormat negotiate(List<String> accept) throws RequestException {
        var ranges = MediaRange.parseAll(accept);
        if (ranges.isEmpty()) {
            return STREAM;
        }
        var stream = Preference.of(ranges, "text/event-stream");
        var page = Preference.of(ranges, "application/json");
        if (stream.weight() == 0 && page.weight() == 0) {
            throw new RequestException(
                    HttpStatus.NOT_ACCEPTABLE,
                    "not-acceptable",
                    "The feed supports the media types text/event-stream and application/json.");
        }
        // A browser that follows a link would wait for the end of a stream.
        boolean isBrowser = Preference.of(ranges, "text/html").specificity() == 2 && stream.specificity() < 2;
        return page.compareTo(stream) > 0 || (isBrowser && page.weight() > 0) ? PAGE : STREAM;
    }

    /** A client's preference for one media type, and how specifically the client named it. */
    private record Preference(double weight, int specificity) implements Comparable<Preference> {
        private static final Comparator<Preference> ORDER =
                Comparator.comparingDouble(Preference::weight).thenComparingInt(Preference::specificity);

        /** Uses the most specific of the ranges that include the media type. */
        static Preference of(List<MediaRange> ranges, String mediaType) {
            return MediaRange.mostSpecific(mediaType, ranges)
                    .map(range -> new Preference(range.weight(), range.specificity()))
                    .orElse(new Preference(0, -1));
        }

        @Override
        public int compareTo(Preference other) {
            return ORDER.compare(this, other);
        }
    }
}
