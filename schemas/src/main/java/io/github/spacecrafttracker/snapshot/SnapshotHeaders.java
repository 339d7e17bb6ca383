package io.github.spacecrafttracker.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * The headers of a snapshot, which subscribers may rely on. The values are UTF-8 text; numbers are
 * decimal, without a plus sign or leading zeros.
 *
 * @param observation the number of the accepted poll that returned this state; it defines an order
 *     and is not a timestamp
 * @param pollKind {@code page}, {@code watch} or {@code look-up}
 * @param source the upstream's base URL, normalised, or {@link #MADE_UP}
 * @param firstSeen the first observation of this id; it never changes
 * @param initial whether it was first observed by the end of the first complete sweep
 * @param trueSince the lower bound of the time of this state: the time of the request, or earlier
 *     if the reply came from a cache. The upstream API had this state at some time between {@code
 *     trueSince} and the record's timestamp
 */
public record SnapshotHeaders(
        long observation, String pollKind, String source, long firstSeen, boolean initial, Instant trueSince) {
    /** The {@code source} of made-up data. */
    public static final String MADE_UP = "urn:spacecraft-tracker:made-up";

    public static final String OBSERVATION = "observation";
    public static final String POLL_KIND = "poll_kind";
    public static final String SOURCE = "source";
    public static final String FIRST_SEEN = "first_seen";
    public static final String INITIAL = "initial";
    public static final String TRUE_SINCE = "true_since";

    // Nearly every snapshot has this source, so it is parsed only once.
    private static final byte[] LL2_SOURCE = CanonicalForm.BASE_URL.getBytes(UTF_8);
    private static final int RADIX = 10;
    private static final byte[] TRUE = "true".getBytes(UTF_8);
    private static final byte[] FALSE = "false".getBytes(UTF_8);

    /** Returns the Kafka headers, in a fixed order. */
    public List<Header> write() {
        return List.of(
                header(OBSERVATION, Long.toString(observation)),
                header(POLL_KIND, pollKind),
                header(SOURCE, source),
                header(FIRST_SEEN, Long.toString(firstSeen)),
                header(INITIAL, Boolean.toString(initial)),
                header(TRUE_SINCE, Long.toString(trueSince.toEpochMilli())));
    }

    /** @throws UnreadableException if a header is missing or malformed */
    public static SnapshotHeaders read(Headers headers) throws UnreadableException {
        return new SnapshotHeaders(
                number(headers, OBSERVATION),
                new String(value(headers, POLL_KIND), UTF_8),
                source(headers),
                number(headers, FIRST_SEEN),
                initial(headers),
                trueSince(headers));
    }

    /**
     * Parses a 64-bit integer in decimal. The bytes are not converted to a string first, because
     * the diff parses several numbers per snapshot.
     *
     * @throws NumberFormatException if the text is not a number in its only valid form, or exceeds
     *     64 bits
     */
    static long parseDecimal(byte[] text) {
        var start = text.length > 0 && text[0] == '-' ? 1 : 0;
        var digits = text.length - start;
        if (digits == 0 || (text[start] == '0' && text.length > 1)) {
            throw new NumberFormatException();
        }
        try {
            // Accumulated as a negative number, because Long.MIN_VALUE has no positive counterpart.
            var negative = 0L;
            for (var index = start; index < text.length; index++) {
                var digit = text[index] - '0';
                if (digit < 0 || digit >= RADIX) {
                    throw new NumberFormatException();
                }
                negative = Math.subtractExact(Math.multiplyExact(negative, RADIX), digit);
            }
            return start == 1 ? negative : Math.negateExact(negative);
        } catch (ArithmeticException e) {
            throw new NumberFormatException();
        }
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }

    private static byte[] value(Headers headers, String name) throws UnreadableException {
        var header = headers.lastHeader(name);
        var value = header == null ? null : header.value();
        if (value == null) {
            throw new UnreadableException("header " + name + " is missing");
        }
        return value;
    }

    private static long number(Headers headers, String name) throws UnreadableException {
        try {
            return parseDecimal(value(headers, name));
        } catch (NumberFormatException e) {
            throw new UnreadableException("header " + name + " is not a decimal integer");
        }
    }

    private static Instant trueSince(Headers headers) throws UnreadableException {
        var millis = number(headers, TRUE_SINCE);
        if (millis < 0) {
            throw new UnreadableException("header " + TRUE_SINCE + " is negative");
        }
        return Instant.ofEpochMilli(millis);
    }

    // The source becomes the source of a CloudEvent, which must be a URI.
    private static String source(Headers headers) throws UnreadableException {
        var value = value(headers, SOURCE);
        if (Arrays.equals(value, LL2_SOURCE)) {
            return CanonicalForm.BASE_URL;
        }
        var source = new String(value, UTF_8);
        try {
            if (new URI(source).isAbsolute()) {
                return source;
            }
        } catch (URISyntaxException e) {
            // Reported below, like a relative URI.
        }
        throw new UnreadableException("header " + SOURCE + " is not an absolute URI");
    }

    private static boolean initial(Headers headers) throws UnreadableException {
        var value = value(headers, INITIAL);
        if (Arrays.equals(value, TRUE) || Arrays.equals(value, FALSE)) {
            return value.length == TRUE.length;
        }
        throw new UnreadableException("header " + INITIAL + " is neither true nor false");
    }
}
