package io.github.spacecrafttracker.service.http;

import java.util.Objects;
import org.eclipse.jetty.server.Request;

/**
 * A reply that lasts as long as the client is connected, such as a stream of events. It has no time
 * limit; its writer must disconnect slow clients.
 */
public final class StreamingReply {
    private static final String EXEMPTION = StreamingReply.class.getName();

    private StreamingReply() {}

    /** Lifts the time limit of this reply. */
    public static void begin(Request request) {
        if (request.getAttribute(EXEMPTION) instanceof Runnable exemption) {
            exemption.run();
        }
    }

    /** Disconnects the client. A write in progress fails, and nothing is logged. */
    public static void drop(Request request) {
        SlowClients.drop(request.getConnectionMetaData().getConnection());
    }

    /** @param exemption lifts the time limit */
    static void setExemption(Request request, Runnable exemption) {
        request.setAttribute(EXEMPTION, Objects.requireNonNull(exemption));
    }
}
