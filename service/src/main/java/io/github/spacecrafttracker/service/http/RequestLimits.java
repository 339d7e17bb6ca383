package io.github.spacecrafttracker.service.http;

import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Refuses what is too large, and whatever comes while as much is in work as may be. */
final class RequestLimits extends Handler.Wrapper {
    private static final int WITHIN = 0;

    private final HttpLimits.Sizes sizes;
    private final Semaphore places;

    RequestLimits(HttpLimits bounds) {
        this.sizes = bounds.sizes();
        this.places = new Semaphore(bounds.requests());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        int refusal = tooLarge(request);
        if (refusal != WITHIN) {
            Response.writeError(request, response, callback, refusal);
            return true;
        }
        if (!places.tryAcquire()) {
            Response.writeError(request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
            return true;
        }
        try {
            return super.handle(request, response, callback);
        } finally {
            places.release();
        }
    }

    private int tooLarge(Request request) {
        if (request.getHttpURI().getPathQuery().length() > sizes.url()) {
            return HttpStatus.URI_TOO_LONG_414;
        }
        if (request.getHeaders().size() > sizes.headers()) {
            return HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431;
        }
        return request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH) > sizes.body()
                ? HttpStatus.PAYLOAD_TOO_LARGE_413
                : WITHIN;
    }
}
