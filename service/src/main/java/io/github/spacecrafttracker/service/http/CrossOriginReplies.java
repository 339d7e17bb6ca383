package io.github.spacecrafttracker.service.http;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers preflights, and has every other reply say who may read it. Jetty's own handler would echo each origin and have caches keep a copy for each. */
final class CrossOriginReplies extends Handler.Wrapper {
    private final HttpFields ofReply;
    private final HttpFields ofPreflight;

    CrossOriginReplies(CrossOrigin rule) {
        this.ofReply = rule.ofReply();
        this.ofPreflight = rule.ofPreflight();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (isPreflight(request)) {
            response.getHeaders().add(ofPreflight);
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
