package io.github.spacecrafttracker.streams.http.feed;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A client with the smallest possible receive buffer, which reads only on request of the test. */
final class SlowClient implements AutoCloseable {
    private static final int SMALLEST_BUFFER = 4096;
    private static final int TIMEOUT_MILLIS = 30_000;

    private final Follower follower;
    private final List<String> closings = new ArrayList<>();
    private final EventStreamReader closingEvents = new EventStreamReader(cursor -> {}, this::noteClosing);
    private final Socket socket = new Socket();

    SlowClient(int port, Follower follower) throws IOException {
        this.follower = follower;
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setReceiveBufferSize(SMALLEST_BUFFER);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.getOutputStream().write(follower.request().array());
    }

    /** @return false at the end of the stream */
    boolean read(int atMost) throws IOException {
        var bytes = new byte[atMost];
        int count = socket.getInputStream().read(bytes);
        if (count < 0) {
            return false;
        }
        closingEvents.read(ByteBuffer.wrap(bytes, 0, count));
        return follower.take(ByteBuffer.wrap(bytes, 0, count));
    }

    /** Reads the rest up to the end of the connection. */
    void readToTheEnd() {
        try {
            while (read(SMALLEST_BUFFER)) {
                // Continue.
            }
        } catch (IOException e) {
            // The connection was reset, or nothing more was sent. The data read so far is kept.
        }
    }

    /** Returns the data of the {@code closing} events. */
    List<String> closings() {
        return closings;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void noteClosing(FeedClient.Event event) {
        if (event.type().equals("closing")) {
            closings.add(event.data());
        }
    }
}
