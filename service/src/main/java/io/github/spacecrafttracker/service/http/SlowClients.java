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
 * Closes the connections of clients that send or read too slowly. Jetty's idle timeout restarts
 * with each byte, so a client that occasionally sends a byte would keep a connection or a thread
 * indefinitely. A {@link StreamingReply} is exempt.
 */
final class SlowClients extends Handler.Wrapper implements Connection.Listener {
    private final HttpLimits.Timeouts timeouts;
    private final Map<Connection, Scheduler.Task> deadlines = new ConcurrentHashMap<>();

    SlowClients(HttpLimits.Timeouts timeouts) {
        this.timeouts = timeouts;
    }

    @Override
    public void onOpened(Connection connection) {
        setDeadline(connection, timeouts.head());
    }

    @Override
    public void onClosed(Connection connection) {
        cancelDeadline(connection);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        var connection = request.getConnectionMetaData().getConnection();
        Request.addCompletionListener(request, failure -> setDeadline(connection, timeouts.idle()));
        setDeadline(connection, timeouts.reply());
        StreamingReply.setExemption(request, () -> cancelDeadline(connection));
        return super.handle(request, response, callback);
    }

    /** Closes the connection as if the client had closed it, so that nothing is logged. */
    static void drop(Connection connection) {
        connection.getEndPoint().close(new EofException("the client is too slow"));
    }

    private void setDeadline(Connection connection, Duration timeout) {
        var task =
                getServer().getScheduler().schedule(() -> drop(connection), timeout.toMillis(), TimeUnit.MILLISECONDS);
        var previous = deadlines.put(connection, task);
        if (previous != null) {
            previous.cancel();
        }
        if (!connection.getEndPoint().isOpen()) {
            cancelDeadline(connection);
        }
    }

    private void cancelDeadline(Connection connection) {
        var task = deadlines.remove(connection);
        if (task != null) {
            task.cancel();
        }
    }
}
