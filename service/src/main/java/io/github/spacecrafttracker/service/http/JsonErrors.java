package io.github.spacecrafttracker.service.http;

import io.github.spacecrafttracker.json.Json;
import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Errors as Launch Library 2 writes them (LL2 contract: {@code {"detail":"Not found."}}), whatever the client accepts. They say what the status says, never
 * what is inside. As Jetty's handler it answers what no route ever sees, such as a request that is no HTTP.
 */
final class JsonErrors extends ErrorHandler {
    static final String TYPE = "application/json";

    private static final String RETRY_AFTER_SECONDS = "1";

    private final HttpFields always;

    /** @param always headers of each */
    JsonErrors(HttpFields always) {
        this.always = always;
    }

    /** UTF-8. */
    static byte[] body(int status) {
        return Json.MAPPER.writeValueAsBytes(Map.of("detail", words(status)));
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int status,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        var headers = response.getHeaders();
        always.forEach(headers::put);
        headers.put(HttpHeader.CONTENT_TYPE, TYPE);
        if (status == HttpStatus.SERVICE_UNAVAILABLE_503) {
            headers.put(HttpHeader.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        // RFC 9110, section 9.3.2: nor has an error a body then. Jetty calls a request GET whose line it has not read
        // to
        // its end; the connection is closed after it, so that nobody takes that body for another reply.
        var body = HttpMethod.HEAD.is(request.getMethod()) ? BufferUtil.EMPTY_BUFFER : ByteBuffer.wrap(body(status));
        response.write(true, body, callback);
    }

    // Django writes the one, and RFC 9110 the others.
    private static String words(int status) {
        return status == HttpStatus.NOT_FOUND_404 ? "Not found." : HttpStatus.getMessage(status) + ".";
    }
}
