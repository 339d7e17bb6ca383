package io.github.spacecrafttracker.service.http;

import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Rejects requests that are too large, and those beyond the number of concurrent requests. */
// Jetty's QoSHandler counts a request until its reply has been read, so slow clients and those that
// follow the feed would block others.
final class RequestLimits extends Handler.Wrapper {
    private static final int WITHIN_LIMITS = 0;

    private final HttpLimits.Sizes sizes;
    private final Semaphore permits;

    RequestLimits(HttpLimits limits) {
        this.sizes = limits.sizes();
        this.permits = new Semaphore(limits.requests());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        int rejection = checkSize(request);
        if (rejection != WITHIN_LIMITS) {
            Response.writeError(request, response, callback, rejection);
            return true;
        }
        if (!permits.tryAcquire()) {
            Response.writeError(request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
            return true;
        }
        try {
            return super.handle(request, response, callback);
        } finally {
            permits.release();
        }
    }

    private int checkSize(Request request) {
        if (request.getHttpURI().getPathQuery().length() > sizes.url()) {
            return HttpStatus.URI_TOO_LONG_414;
        }
        if (request.getHeaders().size() > sizes.headers()) {
            return HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431;
        }
        return request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH) > sizes.body()
                ? HttpStatus.PAYLOAD_TOO_LARGE_413
                : WITHIN_LIMITS;
    }
}
