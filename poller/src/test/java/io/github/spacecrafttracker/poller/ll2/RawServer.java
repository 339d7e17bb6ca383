package io.github.spacecrafttracker.poller.ll2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server on the loopback interface that reads a request and then behaves as the test requires,
 * whether that is HTTP or not.
 */
final class RawServer implements AutoCloseable {
    /** Handles a connection whose request has been read. */
    interface Behaviour {
        void handle(Socket connection) throws IOException;
    }

    private final ServerSocket listening;
    private final Behaviour behaviour;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    RawServer(Behaviour behaviour) {
        try {
            this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.behaviour = behaviour;
        var thread = new Thread(this::serve, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** Sends this and closes the connection. */
    static Behaviour sends(String reply) {
        return connection -> {
            connection.getOutputStream().write(reply.getBytes(ISO_8859_1));
            connection.shutdownOutput();
            connection.getInputStream().readAllBytes();
        };
    }

    /** Sends this and then nothing until the other side closes the connection. */
    static Behaviour stallsAfter(String beginning) {
        return connection -> {
            connection.getOutputStream().write(beginning.getBytes(ISO_8859_1));
            connection.getOutputStream().flush();
            connection.getInputStream().readAllBytes();
        };
    }

    /** Sends this and then resets the connection. */
    static Behaviour resetsAfter(String beginning) {
        return connection -> {
            connection.getOutputStream().write(beginning.getBytes(ISO_8859_1));
            connection.setSoLinger(true, 0);
        };
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Returns the request of each connection so far, as text. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    private void serve() {
        while (!listening.isClosed()) {
            try (var connection = listening.accept()) {
                var read = new byte[8192];
                var length = connection.getInputStream().read(read);
                requests.add(new String(read, 0, Math.max(0, length), ISO_8859_1));
                behaviour.handle(connection);
            } catch (IOException e) {
                // The other side closed the connection, which some tests require.
            }
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
