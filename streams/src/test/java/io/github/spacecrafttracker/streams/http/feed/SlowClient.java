package io.github.spacecrafttracker.streams.http.feed;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A follower that reads only when it is told to, with as small a buffer as there may be. */
final class SlowClient implements AutoCloseable {
    private static final int SMALLEST_BUFFER = 4096;
    private static final int PATIENCE_MILLIS = 30_000;

    private final Follower follower;
    private final List<String> closings = new ArrayList<>();
    private final EventStreamReader closing = new EventStreamReader(cursor -> {}, this::noteClosing);
    private final Socket socket = new Socket();

    SlowClient(int port, Follower follower) throws IOException {
        this.follower = follower;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setReceiveBufferSize(SMALLEST_BUFFER);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.getOutputStream().write(follower.request().array());
    }

    /** @return false: there is no more */
    boolean read(int atMost) throws IOException {
        var bytes = new byte[atMost];
        int count = socket.getInputStream().read(bytes);
        if (count < 0) {
            return false;
        }
        closing.read(ByteBuffer.wrap(bytes, 0, count));
        return follower.take(ByteBuffer.wrap(bytes, 0, count));
    }

    /** What is still there, up to the end of the connection. */
    void readToTheEnd() {
        try {
            while (read(SMALLEST_BUFFER)) {
                // All of it.
            }
        } catch (IOException e) {
            // Reset, or nothing more came: what was read counts.
        }
    }

    /** The reasons that the server gave for ending the stream. */
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
