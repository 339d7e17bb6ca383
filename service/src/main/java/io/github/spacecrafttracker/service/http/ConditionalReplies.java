package io.github.spacecrafttracker.service.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.Collections;
import java.util.List;

/**
 * Adds a strong {@code ETag} to a whole body that answers GET or HEAD, compresses it with gzip if
 * it is large enough and the client accepts it, and answers 304 without a body if the client has it
 * already (RFC 9110, sections 8.8.3, 12.5.3 and 13.1.2). Runs after the handlers. A reply with a
 * status other than 200, and one that was written to the output stream, is not changed.
 */
public final class ConditionalReplies implements Handler {
    @Override
    public void handle(Context context) throws IOException {
        var result = context.resultInputStream();
        if (result == null || context.status() != HttpStatus.OK || !isRead(context)) {
            return;
        }
        var body = result.readAllBytes();
        var coding = ContentCoding.preferred(requestHeader(context, Header.ACCEPT_ENCODING), body.length);
        var tag = EntityTag.of(body, coding);
        addVary(context);
        context.header(Header.ETAG, tag.value());
        if (tag.matches(requestHeader(context, Header.IF_NONE_MATCH))) {
            context.status(HttpStatus.NOT_MODIFIED).result(new byte[0]);
            context.res().setContentType(null);
            // Sent now: at the end, Content-Length: 0 would be added, which is not the length of
            // the body.
            context.res().flushBuffer();
            return;
        }
        if (coding == ContentCoding.GZIP) {
            context.header(Header.CONTENT_ENCODING, "gzip");
        }
        writeWhole(context, coding.encode(body));
    }

    /**
     * Jetty writes what fits in its buffer asynchronously, so no thread waits for a slow client.
     */
    private static void writeWhole(Context context, byte[] body) {
        if (context.method().equals(HandlerType.HEAD)) {
            // Nothing is written, so Jetty could not count it.
            context.res().setContentLength(body.length);
        } else {
            context.res().setBufferSize(body.length + 1);
        }
        context.result(body);
    }

    private static boolean isRead(Context context) {
        return context.method().equals(HandlerType.GET) || context.method().equals(HandlerType.HEAD);
    }

    /** Keeps what the handlers added. */
    private static void addVary(Context context) {
        var before = context.res().getHeader(Header.VARY);
        context.header(Header.VARY, before == null ? Header.ACCEPT_ENCODING : before + ", " + Header.ACCEPT_ENCODING);
    }

    private static List<String> requestHeader(Context context, String name) {
        return Collections.list(context.req().getHeaders(name));
    }
}
