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
 * One way in which an upstream goes wrong. A fault changes what a request meets at one stage of its way: before
 * anything, in the rows that are listed, in the document made of them, or in the reply that carries it.
 *
 * <p>What concerns pages leaves single objects as they are, unless it says otherwise.
 */
public final class Fault {
    private final FaultEffect stages;

    private Fault(FaultEffect stages) {
        this.stages = stages;
    }

    FaultEffect stages() {
        return stages;
    }

    /** No fault: lets a request through between faulty ones. */
    public static Fault none() {
        return new Fault(FaultEffect.STRAIGHT);
    }

    /** This one and then that one, on the same request. */
    public Fault and(Fault that) {
        return new Fault(stages.then(that.stages));
    }

    // What is sent instead of the answer.

    /** An HTML page with this status, as a web server or a proxy in front sends it. */
    public static Fault status(int code) {
        return new Fault(FaultEffect.reply(sent -> Reply.html(code, "Error " + code)));
    }

    /** A JSON body with this status. */
    public static Fault status(int code, String body) {
        return raw(code, "application/json", body.getBytes(UTF_8));
    }

    /** Status 429, with this text in {@code Retry-After}; without the header if null. */
    public static Fault throttled(@Nullable String retryAfter) {
        String detail = "Request was throttled.";
        if (retryAfter == null) {
            return new Fault(FaultEffect.reply(sent -> Reply.detail(429, detail)));
        }
        return new Fault(FaultEffect.reply(
                sent -> Reply.detail(429, detail + " Expected available in " + retryAfter + " seconds.")
                        .with("Retry-After", retryAfter)));
    }

    /** Status 200 with an HTML page that says so in its content type. */
    public static Fault html() {
        return status(200);
    }

    /** Status 302 to this address, which may be another host's. */
    public static Fault redirect(String location) {
        return new Fault(FaultEffect.reply(sent -> Reply.redirect(302, location)));
    }

    /** Whatever bytes. */
    public static Fault raw(int status, String contentType, byte[] bytes) {
        byte[] copy = bytes.clone();
        return new Fault(FaultEffect.reply(sent -> Reply.of(status, contentType, copy)));
    }

    // How the answer is sent.

    /** JSON that ends in the middle, in a reply whose length is right for it. */
    public static Fault cutJson() {
        return new Fault(FaultEffect.reply(Reply::shortened));
    }

    /** A body shorter than its length says, then a closed connection. */
    public static Fault cutConnection() {
        return new Fault(FaultEffect.reply(Reply::cut));
    }

    /** A connection that is reset before a byte is sent. For a GET, the JDK's client then asks again by itself. */
    public static Fault noReply() {
        return new Fault(FaultEffect.reply(Reply::withheld));
    }

    /** The answer under another content type. */
    public static Fault contentType(String contentType) {
        return new Fault(FaultEffect.reply(sent -> sent.with("Content-Type", contentType)));
    }

    /** The answer twice in one body. */
    public static Fault twoDocuments() {
        return new Fault(FaultEffect.reply(Reply::doubled));
    }

    /** The answer after so many bytes of blanks, which are no fault in JSON but too much to read. */
    public static Fault huge(long bytes) {
        return new Fault(FaultEffect.reply(sent -> sent.blanksFirst(bytes)));
    }

    /** The answer under this {@code Date}, as a stale cache would send it. */
    public static Fault date(Instant date) {
        return new Fault(FaultEffect.reply(sent -> sent.dated(date)));
    }

    /** The answer, not before the latch is open. */
    public static Fault held(CountDownLatch untilOpen) {
        return new Fault(FaultEffect.gate(untilOpen::await));
    }

    /** The answer, so much later. */
    public static Fault delayed(Duration delay) {
        return new Fault(FaultEffect.gate(() -> {
            boolean neverOpened = new CountDownLatch(1).await(delay.toNanos(), TimeUnit.NANOSECONDS);
            assert !neverOpened;
        }));
    }

    // What the answer says.

    /** A list of nothing: {@code count} 0. */
    public static Fault empty() {
        return new Fault(FaultEffect.selection(rows -> List.of()));
    }

    /** A list in which every second spacecraft is missing, and whose count and links agree with that. */
    public static Fault halved() {
        return new Fault(FaultEffect.selection(rows -> IntStream.range(0, rows.size())
                .filter(index -> index % 2 == 0)
                .mapToObj(rows::get)
                .toList()));
    }

    /** A page that begins so many rows late, with count and links as if it did not. */
    public static Fault shifted(int rows) {
        return new Fault(FaultEffect.late(rows));
    }

    /** A page without its last rows, with count and links as if they were there. */
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

    /** A page whose second row is its first one again. */
    public static Fault repeatedRow() {
        return rewrite(document -> {
            if (document.path("results") instanceof ArrayNode results && results.size() > 1) {
                results.set(1, results.required(0).deepCopy());
            }
            return document;
        });
    }

    /** A page whose {@code count} is wrong by so much. */
    public static Fault wrongCount(int by) {
        return rewrite(document -> document.path("count").isNumber()
                ? document.put("count", document.required("count").intValue() + by)
                : document);
    }

    /** Every row's id as text, a single object's too. */
    public static Fault textIds() {
        return rewriteRows(row -> row.put("id", row.path("id").asString()));
    }

    /** The first row, or the object, without {@code id}. */
    public static Fault rowWithoutId() {
        return rewriteFirstRow(row -> row.without("id"));
    }

    /** The first row, or the object, without {@code in_space}. */
    public static Fault rowWithoutInSpace() {
        return rewriteFirstRow(row -> row.without("in_space"));
    }

    /** Every row changed at will, a single object too; the function may change what it is given. */
    public static Fault rewriteRows(UnaryOperator<ObjectNode> change) {
        return new Fault(FaultEffect.firstRows(Integer.MAX_VALUE, change));
    }

    /** The first row changed at will, or the object. */
    public static Fault rewriteFirstRow(UnaryOperator<ObjectNode> change) {
        return new Fault(FaultEffect.firstRows(1, change));
    }

    /** The page, or the object, changed at will. */
    public static Fault rewrite(UnaryOperator<ObjectNode> change) {
        return new Fault(FaultEffect.document(change));
    }
}
