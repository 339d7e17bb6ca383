package io.github.spacecrafttracker.service.http;

import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Allows pages of every origin to read the replies of one server, including errors, and handles
 * preflights (Fetch standard, section 3.3, "CORS protocol"). The headers are the same for every
 * origin, so a cache needs only one copy of a reply.
 */
// Javalin's plugin does not handle errors that Jetty returns before routing. It sends the header
// only to some clients, with Vary: Origin, and responds to every OPTIONS request with 200. Jetty's
// handler echoes the origin.
public final class CrossOrigin extends Handler.Wrapper {
    private static final HttpField ANY_ORIGIN = new HttpField(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN, "*");

    // LL2 clients send a token, which is ignored. Clients of the feed send the last id when they
    // reconnect.
    private static final HttpFields OF_PREFLIGHT = HttpFields.build()
            .add(ANY_ORIGIN)
            .add(HttpHeader.ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, OPTIONS")
            .add(HttpHeader.ACCESS_CONTROL_ALLOW_HEADERS, "Authorization, If-None-Match, Last-Event-ID")
            .add(HttpHeader.ACCESS_CONTROL_MAX_AGE, "86400")
            .asImmutable();

    private final HttpFields ofReply;

    /**
     * @param exposed response headers that a page may read, in addition to those that every page
     *     may read
     */
    public CrossOrigin(List<String> exposed) {
        this.ofReply = HttpFields.build()
                .add(ANY_ORIGIN)
                .add(HttpHeader.ACCESS_CONTROL_EXPOSE_HEADERS, String.join(", ", exposed))
                .asImmutable();
    }

    /** Returns the headers of every reply. */
    HttpFields ofReply() {
        return ofReply;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (isPreflight(request)) {
            response.getHeaders().add(OF_PREFLIGHT);
            response.setStatus(HttpStatus.NO_CONTENT_204);
            callback.succeeded();
            return true;
        }
        response.getHeaders().add(ofReply);
        return super.handle(request, response, callback);
    }

    private static boolean isPreflight(Request request) {
        return HttpMethod.OPTIONS.is(request.getMethod())
                && request.getHeaders().contains(HttpHeader.ORIGIN)
                && request.getHeaders().contains(HttpHeader.ACCESS_CONTROL_REQUEST_METHOD);
    }
}
