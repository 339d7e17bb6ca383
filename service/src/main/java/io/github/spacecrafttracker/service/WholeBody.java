package io.github.spacecrafttracker.service;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;

/** Hands a body over as a whole, so that no thread waits until a slow client has read it. */
final class WholeBody {
    private WholeBody() {}

    /** Jetty then writes by itself what fits its buffer, once the handlers are done. */
    static void result(Context context, byte[] body) {
        if (context.method().equals(HandlerType.HEAD)) {
            // Nothing is written that it could be counted of.
            context.res().setContentLength(body.length);
        } else {
            context.res().setBufferSize(body.length + 1);
        }
        context.result(body);
    }
}
