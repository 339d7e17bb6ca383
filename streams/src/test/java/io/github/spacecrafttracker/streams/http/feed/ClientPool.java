package io.github.spacecrafttracker.streams.http.feed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Runs any number of clients in one thread, so that measurements reflect the server's threads and
 * memory. A client that loses its connection opens another one.
 */
final class ClientPool implements AutoCloseable {
    private static final long RECONNECT_DELAY_NANOS = Duration.ofMillis(50).toNanos();
    private static final int MAX_OPENED_AT_ONCE = 50;

    private final List<Integer> ports = new CopyOnWriteArrayList<>();
    private final Queue<Client> toOpen = new ConcurrentLinkedQueue<>();
    private final Queue<Reconnection> reconnections = new ArrayDeque<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
    private final Selector selector;
    private final Thread thread = new Thread(this::run, "client-pool");
    private volatile boolean closed;
    private volatile @Nullable Throwable failure;

    /** A client. The pool's thread calls all its methods. */
    interface Client {
        /** Returns the index of the server to connect to. */
        int choose(int servers);

        /** Returns the request to send over a new connection. */
        ByteBuffer request();

        /** Receives bytes. Returns false to close the connection and open another one. */
        boolean take(ByteBuffer bytes);
    }

    private record Reconnection(Client client, long at) {}

    private record Open(Client client, ByteBuffer request) {}

    ClientPool(List<Integer> ports) throws IOException {
        this.ports.addAll(ports);
        this.selector = Selector.open();
        thread.setDaemon(true);
        thread.start();
    }

    void add(Client client) {
        toOpen.add(client);
        selector.wakeup();
    }

    /** Replaces the servers. Open connections remain. */
    void setServers(List<Integer> newPorts) {
        ports.addAll(newPorts);
        ports.retainAll(newPorts);
    }

    /** Stops the thread. No client is called after this method returns. */
    @Override
    public void close() throws IOException {
        closed = true;
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
        var failed = failure;
        if (failed != null) {
            throw new AssertionError("A client failed", failed);
        }
    }

    private void run() {
        try {
            while (!closed) {
                selector.select(this::ready, 20);
                for (var next = reconnections.peek();
                        next != null && next.at() < System.nanoTime();
                        next = reconnections.peek()) {
                    toOpen.add(reconnections.remove().client());
                }
                for (int opened = 0; opened < MAX_OPENED_AT_ONCE && !toOpen.isEmpty(); opened++) {
                    open(toOpen.remove());
                }
            }
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        }
    }

    private void open(Client client) throws IOException {
        var channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        var servers = List.copyOf(ports);
        try {
            channel.connect(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), servers.get(client.choose(servers.size()))));
            channel.register(selector, SelectionKey.OP_CONNECT, new Open(client, client.request()));
        } catch (IOException e) {
            channel.close();
            reconnections.add(new Reconnection(client, System.nanoTime() + RECONNECT_DELAY_NANOS));
        }
    }

    private void ready(SelectionKey key) {
        var open = (Open) key.attachment();
        var channel = (SocketChannel) key.channel();
        boolean isKept;
        try {
            isKept = key.isConnectable() ? connect(key, channel, open) : read(channel, open.client());
        } catch (IOException e) {
            isKept = false;
        }
        if (!isKept) {
            close(channel);
            reconnections.add(new Reconnection(open.client(), System.nanoTime() + RECONNECT_DELAY_NANOS));
        }
    }

    private static boolean connect(SelectionKey key, SocketChannel channel, Open open) throws IOException {
        channel.finishConnect();
        channel.write(open.request());
        if (open.request().hasRemaining()) {
            throw new IOException("The socket did not accept the whole request");
        }
        key.interestOps(SelectionKey.OP_READ);
        return true;
    }

    private boolean read(SocketChannel channel, Client client) throws IOException {
        buffer.clear();
        if (channel.read(buffer) < 0) {
            return false;
        }
        return client.take(buffer.flip());
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
