package io.github.spacecrafttracker.service.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes the connections of clients that send or read too slowly. Jetty's idle time-out alone begins anew with each byte, so that a byte now and then would
 * hold a connection or a thread for ever. An {@link StreamingReply} is exempt.
 */
final class SlowClients extends Handler.Wrapper implements Connection.Listener {
    private final HttpLimits.Patience patience;
    private final Map<Connection, Scheduler.Task> deadlines = new ConcurrentHashMap<>();

    SlowClients(HttpLimits.Patience patience) {
        this.patience = patience;
    }

    @Override
    public void onOpened(Connection connection) {
        set(connection, patience.head());
    }

    @Override
    public void onClosed(Connection connection) {
        lift(connection);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        var connection = request.getConnectionMetaData().getConnection();
        Request.addCompletionListener(request, failure -> set(connection, patience.idle()));
        set(connection, patience.reply());
        StreamingReply.allow(request, () -> lift(connection));
        return super.handle(request, response, callback);
    }

    /** As if the client had gone: an end of file, and nothing to log. */
    static void drop(Connection connection) {
        connection.getEndPoint().close(new EofException("the client is too slow"));
    }

    private void set(Connection connection, Duration within) {
        var task =
                getServer().getScheduler().schedule(() -> drop(connection), within.toMillis(), TimeUnit.MILLISECONDS);
        var before = deadlines.put(connection, task);
        if (before != null) {
            before.cancel();
        }
        if (!connection.getEndPoint().isOpen()) {
            lift(connection);
        }
    }

    private void lift(Connection connection) {
        var task = deadlines.remove(connection);
        if (task != null) {
            task.cancel();
        }
    }
}
