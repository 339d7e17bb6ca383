package io.github.spacecrafttracker.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;

/** Clients of the feed that share one thread and record when each of them receives each event. */
final class FeedClients implements AutoCloseable {
    private static final byte[] REQUEST =
            "GET /v1/changes HTTP/1.1\r\nHost: feed\r\nAccept: text/event-stream\r\n\r\n".getBytes(US_ASCII);
    private static final byte[] CURSOR = "id: ".getBytes(US_ASCII);
    private static final byte[] EVENT = "data: {".getBytes(US_ASCII);

    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
    private final CountDownLatch following;
    private final Delays delays;
    private final Thread thread = new Thread(this::run, "feed-clients");
    private volatile boolean over;

    FeedClients(int port, int count, Delays delays) throws IOException {
        this.delays = delays;
        this.following = new CountDownLatch(count);
        for (int client = 0; client < count; client++) {
            var channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.write(ByteBuffer.wrap(REQUEST));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, new Client());
        }
        thread.start();
    }

    /** Waits until each client has received its first cursor. */
    void awaitFollowing() throws InterruptedException {
        following.await();
    }

    @Override
    public void close() throws IOException {
        over = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (var key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }

    /**
     * The state of one client: the matched lengths of the two markers, and the number of events
     * received.
     */
    private static final class Client {
        private int ofCursor;
        private int ofEvent;
        private int events;
        private boolean follows;
    }

    private void run() {
        try {
            while (!over) {
                selector.select(this::read);
            }
        } catch (IOException e) {
            throw new IllegalStateException("A client was disconnected", e);
        }
    }

    private void read(SelectionKey key) {
        buffer.clear();
        try {
            ((SocketChannel) key.channel()).read(buffer);
        } catch (IOException e) {
            throw new IllegalStateException("A client was disconnected", e);
        }
        var now = System.nanoTime();
        var client = (Client) key.attachment();
        buffer.flip();
        while (buffer.hasRemaining()) {
            byte next = buffer.get();
            client.ofCursor = matched(CURSOR, client.ofCursor, next);
            client.ofEvent = matched(EVENT, client.ofEvent, next);
            if (client.ofCursor == CURSOR.length && !client.follows) {
                client.follows = true;
                following.countDown();
            }
            if (client.ofEvent == EVENT.length) {
                delays.received(client.events++, now);
            }
        }
    }

    private static int matched(byte[] mark, int before, byte next) {
        int matched = before == mark.length ? 0 : before;
        return next == mark[matched] ? matched + 1 : next == mark[0] ? 1 : 0;
    }
}
