package io.github.spacecrafttracker.service.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Adds a strong {@code ETag} to replies to GET and HEAD, compresses their bodies with gzip if they
 * are large enough and the client accepts it, and returns 304 without a body if the client already
 * has the reply (RFC 9110, sections 8.8.3, 12.5.3 and 13.1.2). Runs after the route's handler. A
 * reply whose status is not 200, or whose body was written to the output stream, is not changed.
 */
public final class EtagAndGzip implements Handler {
    @Override
    public void handle(Context context) throws IOException {
        var result = context.resultInputStream();
        if (result == null || context.status() != HttpStatus.OK || !isGetOrHead(context)) {
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
            // The reply is sent now, because Javalin would later add Content-Length: 0, which is
            // not the length of the body.
            context.res().flushBuffer();
            return;
        }
        if (coding == ContentCoding.GZIP) {
            context.header(Header.CONTENT_ENCODING, "gzip");
        }
        writeWhole(context, coding.encode(body));
    }

    /**
     * Buffers the whole body, which Jetty then writes asynchronously, so that no thread waits for a
     * slow client.
     */
    private static void writeWhole(Context context, byte[] body) {
        if (context.method().equals(HandlerType.HEAD)) {
            // Nothing is written, so Jetty cannot compute the length.
            context.res().setContentLength(body.length);
        } else {
            context.res().setBufferSize(body.length + 1);
        }
        context.result(body);
    }

    private static boolean isGetOrHead(Context context) {
        return context.method().equals(HandlerType.GET) || context.method().equals(HandlerType.HEAD);
    }

    /** Keeps the values that handlers have added. */
    private static void addVary(Context context) {
        var before = context.res().getHeader(Header.VARY);
        context.header(Header.VARY, before == null ? Header.ACCEPT_ENCODING : before + ", " + Header.ACCEPT_ENCODING);
    }

    private static List<String> requestHeader(Context context, String name) {
        return Collections.list(context.req().getHeaders(name));
    }

    /**
     * A strong entity tag (RFC 9110, section 8.8.3): a hash of the body and the name of its content
     * coding. It changes if and only if one of them does, and is the same on every instance.
     *
     * @param value the header's value, in quotes
     */
    record EntityTag(String value) {
        private static final int HASH_BYTES = 16;
        // An element of a list, weak or strong.
        private static final Pattern ELEMENT = Pattern.compile("(?:^|,)[ \\t]*(?:W/)?(\"[^\"]*\")");

        /** @param body uncompressed, because releases of a compressor may differ */
        static EntityTag of(byte[] body, ContentCoding coding) {
            var hash = HexFormat.of().formatHex(Arrays.copyOf(sha256().digest(body), HASH_BYTES));
            return new EntityTag("\"" + hash + coding.suffix() + "\"");
        }

        /**
         * Returns whether the client has this form of the body, by weak comparison, as {@code
         * If-None-Match} requires (RFC 9110, section 13.1.2).
         *
         * @param ifNoneMatch the values of that header, empty if it was not sent
         */
        boolean matches(Collection<String> ifNoneMatch) {
            return ifNoneMatch.stream().anyMatch(tags -> tags.strip().equals("*") || isIn(tags));
        }

        private boolean isIn(String tags) {
            return ELEMENT.matcher(tags).results().anyMatch(tag -> tag.group(1).equals(value));
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
    }
}
