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
 * Writes errors in the form of Launch Library 2 ({@code {"detail":"Not found."}}), regardless of
 * what the client accepts. An error contains nothing except its status. Jetty also calls this
 * handler for input that never reaches a route, such as a request that is not HTTP. See
 * docs/ll2-contract.md#errors.
 */
final class JsonErrors extends ErrorHandler {
    static final String TYPE = "application/json";

    private static final String RETRY_AFTER_SECONDS = "1";

    private final HttpFields commonHeaders;

    /** @param commonHeaders the headers that are added to every error */
    JsonErrors(HttpFields commonHeaders) {
        this.commonHeaders = commonHeaders;
    }

    /** Returns the body, in UTF-8. */
    static byte[] body(int status) {
        return Json.MAPPER.writeValueAsBytes(Map.of("detail", detail(status)));
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
        commonHeaders.forEach(headers::put);
        headers.put(HttpHeader.CONTENT_TYPE, TYPE);
        if (status == HttpStatus.SERVICE_UNAVAILABLE_503) {
            headers.put(HttpHeader.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        // The error reply to HEAD has no body either (RFC 9110, section 9.3.2). If Jetty has not
        // read the request line completely, it assumes GET; it then closes the connection, so the
        // body is not mistaken for the next reply.
        var body = HttpMethod.HEAD.is(request.getMethod()) ? BufferUtil.EMPTY_BUFFER : ByteBuffer.wrap(body(status));
        response.write(true, body, callback);
    }

    // Django's text for 404, the reason phrases of RFC 9110 for others.
    private static String detail(int status) {
        return status == HttpStatus.NOT_FOUND_404 ? "Not found." : HttpStatus.getMessage(status) + ".";
    }
}
