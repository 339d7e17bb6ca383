package io.github.spacecrafttracker.service.http;

import java.util.Objects;
import org.eclipse.jetty.server.Request;

/** A reply that goes on for as long as the client stays, such as a stream of events. The time that a reply may take does not hold for it; its writer sees to slow clients. */
public final class StreamingReply {
    private static final String EXEMPTION = StreamingReply.class.getName();

    private StreamingReply() {}

    /** Begins one: from now on this request's client is not dropped for the time that it takes. */
    public static void begin(Request request) {
        if (request.getAttribute(EXEMPTION) instanceof Runnable exemption) {
            exemption.run();
        }
    }

    /** Drops the client, its connection with it. What is being written fails, and no one is told. */
    public static void drop(Request request) {
        SlowClients.drop(request.getConnectionMetaData().getConnection());
    }

    /** @param exemption lifts the time */
    static void allow(Request request, Runnable exemption) {
        request.setAttribute(EXEMPTION, Objects.requireNonNull(exemption));
    }
}
