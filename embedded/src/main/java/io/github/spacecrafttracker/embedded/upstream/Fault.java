package io.github.spacecrafttracker.embedded.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A way in which the upstream API fails. It affects one stage of a request: it blocks the request,
 * or changes the listed rows, the document or the reply.
 *
 * <p>Faults of pages do not affect single objects, unless stated otherwise.
 */
public final class Fault {
    private final FaultEffect effect;

    private Fault(FaultEffect effect) {
        this.effect = effect;
    }

    FaultEffect effect() {
        return effect;
    }

    /** Returns a fault without any effect, for a correct reply between faulty ones. */
    public static Fault none() {
        return new Fault(FaultEffect.NONE);
    }

    /** Returns a fault that applies this one and then the other to the same request. */
    public Fault and(Fault other) {
        return new Fault(effect.then(other.effect));
    }

    // Faults that replace the reply.

    /** Sends an HTML page with this status, as a web server or proxy in front of the API would. */
    public static Fault status(int code) {
        return new Fault(FaultEffect.reply(original -> Reply.html(code, "Error " + code)));
    }

    /** Sends a JSON body with this status. */
    public static Fault status(int code, String body) {
        return raw(code, "application/json", body.getBytes(UTF_8));
    }

    /** Sends 429 with this value of {@code Retry-After}, or without the header if it is null. */
    public static Fault throttled(@Nullable String retryAfter) {
        String detail = "Request was throttled.";
        if (retryAfter == null) {
            return new Fault(FaultEffect.reply(original -> Reply.detail(429, detail)));
        }
        return new Fault(FaultEffect.reply(
                original -> Reply.detail(429, detail + " Expected available in " + retryAfter + " seconds.")
                        .with("Retry-After", retryAfter)));
    }

    /** Sends 200 with an HTML page and its content type. */
    public static Fault html() {
        return status(200);
    }

    /** Sends 302 with this location, which may be on another host. */
    public static Fault redirect(String location) {
        return new Fault(FaultEffect.reply(original -> Reply.redirect(302, location)));
    }

    /** Sends these bytes. */
    public static Fault raw(int status, String contentType, byte[] bytes) {
        byte[] copy = bytes.clone();
        return new Fault(FaultEffect.reply(original -> Reply.of(status, contentType, copy)));
    }

    // Faults in the transfer of the reply.

    /** Sends truncated JSON in a reply with a matching length. */
    public static Fault cutJson() {
        return new Fault(FaultEffect.reply(Reply::truncated));
    }

    /** Sends a body that is shorter than its declared length, and closes the connection. */
    public static Fault cutConnection() {
        return new Fault(FaultEffect.reply(Reply::interrupted));
    }

    /** Resets the connection before a byte is sent. The JDK's client retries a GET in this case. */
    public static Fault noReply() {
        return new Fault(FaultEffect.reply(Reply::withheld));
    }

    /** Sends the reply with another content type. */
    public static Fault contentType(String contentType) {
        return new Fault(FaultEffect.reply(reply -> reply.with("Content-Type", contentType)));
    }

    /** Sends the document twice in one body. */
    public static Fault twoDocuments() {
        return new Fault(FaultEffect.reply(Reply::doubled));
    }

    /**
     * Sends this many spaces before the document. The result is valid JSON but can exceed a size
     * limit.
     */
    public static Fault huge(long bytes) {
        return new Fault(FaultEffect.reply(reply -> reply.withLeadingSpaces(bytes)));
    }

    /** Sends the reply with this {@code Date}, as a stale cache would. */
    public static Fault date(Instant date) {
        return new Fault(FaultEffect.reply(reply -> reply.dated(date)));
    }

    /** Sends the reply once the latch is open. */
    public static Fault held(CountDownLatch untilOpen) {
        return new Fault(FaultEffect.gate(untilOpen::await));
    }

    /** Sends the reply after a delay. */
    public static Fault delayed(Duration delay) {
        return new Fault(FaultEffect.gate(() -> {
            boolean opened = new CountDownLatch(1).await(delay.toNanos(), TimeUnit.NANOSECONDS);
            assert !opened;
        }));
    }

    // Faults in the content of the reply.

    /** Sends an empty list with {@code count} 0. */
    public static Fault empty() {
        return new Fault(FaultEffect.selection(rows -> List.of()));
    }

    /** Omits every second spacecraft of a list, with count and links that match. */
    public static Fault halved() {
        return new Fault(FaultEffect.selection(rows -> IntStream.range(0, rows.size())
                .filter(index -> index % 2 == 0)
                .mapToObj(rows::get)
                .toList()));
    }

    /** Skips this many rows before a page, with unchanged count and links. */
    public static Fault shifted(int rows) {
        return new Fault(FaultEffect.shift(rows));
    }

    /** Omits the last rows of a page, with unchanged count and links. */
    public static Fault shrunken(int rows) {
        return rewrite(document -> {
            if (document.path("results") instanceof ArrayNode results) {
                for (int left = rows; left > 0 && !results.isEmpty(); left--) {
                    results.remove(results.size() - 1);
                }
            }
            return document;
        });
    }

    /** Replaces the second row of a page with its first. */
    public static Fault repeatedRow() {
        return rewrite(document -> {
            if (document.path("results") instanceof ArrayNode results && results.size() > 1) {
                results.set(1, results.required(0).deepCopy());
            }
            return document;
        });
    }

    /** Changes the {@code count} of a page by this number. */
    public static Fault wrongCount(int by) {
        return rewrite(document -> document.path("count").isNumber()
                ? document.put("count", document.required("count").intValue() + by)
                : document);
    }

    /** Writes the id of every row, or of a single object, as text. */
    public static Fault textIds() {
        return rewriteRows(row -> row.put("id", row.path("id").asString()));
    }

    /** Removes {@code id} from the first row or the single object. */
    public static Fault rowWithoutId() {
        return rewriteFirstRow(row -> row.without("id"));
    }

    /** Removes {@code in_space} from the first row or the single object. */
    public static Fault rowWithoutInSpace() {
        return rewriteFirstRow(row -> row.without("in_space"));
    }

    /** Changes every row, or a single object; the function may modify its argument. */
    public static Fault rewriteRows(UnaryOperator<ObjectNode> change) {
        return new Fault(FaultEffect.firstRows(Integer.MAX_VALUE, change));
    }

    /** Changes the first row or the single object. */
    public static Fault rewriteFirstRow(UnaryOperator<ObjectNode> change) {
        return new Fault(FaultEffect.firstRows(1, change));
    }

    /** Changes the page or the single object. */
    public static Fault rewrite(UnaryOperator<ObjectNode> change) {
        return new Fault(FaultEffect.document(change));
    }
}
