package io.github.spacecrafttracker.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * The headers of a snapshot, a contract with subscribers: UTF-8 text, numbers in decimal.
 *
 * @param observation the number of the accepted poll that showed this; it defines an order and is not a timestamp
 * @param pollKind {@code page}, {@code watch} or {@code look-up}
 * @param source the upstream's base URL, normalised, or {@link #MADE_UP}
 * @param firstSeen the observation that first showed this id; it never changes
 * @param initial whether it was first seen up to the end of the first complete sweep
 * @param trueSince the earliest time at which the reply is certain to have been true: the time of the request, or earlier if a
 *     cache answered. The upstream API had this state at some time between {@code trueSince} and the record's timestamp
 */
public record SnapshotHeaders(
        long observation, String pollKind, String source, long firstSeen, boolean initial, Instant trueSince) {
    /** The {@code source} of data that no upstream ever showed. */
    public static final String MADE_UP = "urn:spacecraft-tracker:made-up";

    public static final String OBSERVATION = "observation";
    public static final String POLL_KIND = "poll_kind";
    public static final String SOURCE = "source";
    public static final String FIRST_SEEN = "first_seen";
    public static final String INITIAL = "initial";
    public static final String TRUE_SINCE = "true_since";

    /** As Kafka headers, in a fixed order. */
    public List<Header> write() {
        return List.of(
                header(OBSERVATION, Long.toString(observation)),
                header(POLL_KIND, pollKind),
                header(SOURCE, source),
                header(FIRST_SEEN, Long.toString(firstSeen)),
                header(INITIAL, Boolean.toString(initial)),
                header(TRUE_SINCE, Long.toString(trueSince.toEpochMilli())));
    }

    /** @throws UnreadableException if one is missing or malformed */
    public static SnapshotHeaders read(Headers headers) throws UnreadableException {
        return new SnapshotHeaders(
                number(headers, OBSERVATION),
                text(headers, POLL_KIND),
                source(headers),
                number(headers, FIRST_SEEN),
                truth(headers),
                time(headers));
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }

    private static String text(Headers headers, String name) throws UnreadableException {
        var header = headers.lastHeader(name);
        if (header == null || header.value() == null) {
            throw new UnreadableException("header " + name + " is missing");
        }
        return new String(header.value(), UTF_8);
    }

    private static long number(Headers headers, String name) throws UnreadableException {
        var text = text(headers, name);
        try {
            var number = Long.parseLong(text);
            if (Long.toString(number).equals(text)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, as for "+7".
        }
        throw new UnreadableException("header " + name + " is no integer in decimal");
    }

    private static Instant time(Headers headers) throws UnreadableException {
        var millis = number(headers, TRUE_SINCE);
        if (millis < 0) {
            throw new UnreadableException("header " + TRUE_SINCE + " is negative");
        }
        return Instant.ofEpochMilli(millis);
    }

    // It becomes the source of a CloudEvent, which must be a URI.
    private static String source(Headers headers) throws UnreadableException {
        var source = text(headers, SOURCE);
        try {
            // Of nearly every snapshot it is the first, which need not be parsed each time.
            if (source.equals(CanonicalForm.BASE_URL) || new URI(source).isAbsolute()) {
                return source;
            }
        } catch (URISyntaxException e) {
            // Said below, as for "spacecraft".
        }
        throw new UnreadableException("header " + SOURCE + " is no absolute URI");
    }

    private static boolean truth(Headers headers) throws UnreadableException {
        return switch (text(headers, INITIAL)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new UnreadableException("header " + INITIAL + " is neither true nor false");
        };
    }
}
