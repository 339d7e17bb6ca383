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
 * Gives a whole body that answers GET or HEAD a strong {@code ETag}, sends it as gzip where that is worth it and the client takes it, and answers 304 without a
 * body where the client has it already (RFC 9110, sections 8.8.3, 12.5.3 and 13.1.2). Runs after the handlers; what is no 200, and what was written to the
 * stream itself, stays as it is.
 */
public final class ConditionalReplies implements Handler {
    @Override
    public void handle(Context context) throws IOException {
        var result = context.resultInputStream();
        if (result == null || context.status() != HttpStatus.OK || !isRead(context)) {
            return;
        }
        var body = result.readAllBytes();
        var coding = ContentCoding.chosen(sent(context, Header.ACCEPT_ENCODING), body.length);
        var tag = EntityTag.of(body, coding);
        vary(context);
        context.header(Header.ETAG, tag.value());
        if (tag.matches(sent(context, Header.IF_NONE_MATCH))) {
            context.status(HttpStatus.NOT_MODIFIED).result(new byte[0]);
            context.res().setContentType(null);
            // Sent now, for at the end a length of 0 would be added, which is not that of the body.
            context.res().flushBuffer();
            return;
        }
        var coded = coding.code(body);
        if (coding != ContentCoding.IDENTITY) {
            context.header(Header.CONTENT_ENCODING, coding.token());
        }
        handOver(context, coded);
    }

    /** As a whole: Jetty writes by itself what fits its buffer, so that no thread waits until a slow client has read it. */
    private static void handOver(Context context, byte[] body) {
        if (context.method().equals(HandlerType.HEAD)) {
            // Nothing is written that it could be counted of.
            context.res().setContentLength(body.length);
        } else {
            context.res().setBufferSize(body.length + 1);
        }
        context.result(body);
    }

    private static boolean isRead(Context context) {
        return context.method().equals(HandlerType.GET) || context.method().equals(HandlerType.HEAD);
    }

    /** Beside what the handlers say. */
    private static void vary(Context context) {
        var before = context.res().getHeader(Header.VARY);
        context.header(Header.VARY, before == null ? Header.ACCEPT_ENCODING : before + ", " + Header.ACCEPT_ENCODING);
    }

    private static List<String> sent(Context context, String header) {
        return Collections.list(context.req().getHeaders(header));
    }
}
