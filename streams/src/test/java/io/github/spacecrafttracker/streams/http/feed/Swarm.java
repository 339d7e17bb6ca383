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

/** Any number of clients of the feed with one thread, so that it is the server's threads and memory that show. Whoever loses its connection opens another. */
final class Swarm implements AutoCloseable {
    private static final long BEFORE_THE_NEXT = Duration.ofMillis(50).toNanos();
    private static final int OPENED_AT_A_TIME = 50;

    private final List<Integer> ports = new CopyOnWriteArrayList<>();
    private final Queue<Client> toOpen = new ConcurrentLinkedQueue<>();
    private final Queue<Later> later = new ArrayDeque<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
    private final Selector selector;
    private final Thread thread = new Thread(this::run, "swarm");
    private volatile boolean over;
    private volatile @Nullable Throwable failure;

    /** One of its clients. All is called by its thread. */
    interface Client {
        /** Which of so many servers to go to. */
        int choose(int servers);

        /** What to send over a connection that is open. */
        ByteBuffer request();

        /** Reads; false: it wants no more of this connection, and another. */
        boolean take(ByteBuffer bytes);
    }

    private record Later(Client client, long at) {}

    private record Open(Client client, ByteBuffer request) {}

    Swarm(List<Integer> ports) throws IOException {
        this.ports.addAll(ports);
        this.selector = Selector.open();
        thread.setDaemon(true);
        thread.start();
    }

    void add(Client client) {
        toOpen.add(client);
        selector.wakeup();
    }

    /** From now on these are the servers; who is connected stays. */
    void servers(List<Integer> those) {
        ports.addAll(those);
        ports.retainAll(those);
    }

    /** Returns when no client is called any more. */
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
        var failed = failure;
        if (failed != null) {
            throw new AssertionError("a client failed", failed);
        }
    }

    private void run() {
        try {
            while (!over) {
                selector.select(this::ready, 20);
                for (var next = later.peek(); next != null && next.at() < System.nanoTime(); next = later.peek()) {
                    toOpen.add(later.remove().client());
                }
                for (int opened = 0; opened < OPENED_AT_A_TIME && !toOpen.isEmpty(); opened++) {
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
            later.add(new Later(client, System.nanoTime() + BEFORE_THE_NEXT));
        }
    }

    private void ready(SelectionKey key) {
        var open = (Open) key.attachment();
        var channel = (SocketChannel) key.channel();
        boolean goesOn;
        try {
            goesOn = key.isConnectable() ? connect(key, channel, open) : read(channel, open.client());
        } catch (IOException e) {
            goesOn = false;
        }
        if (!goesOn) {
            close(channel);
            later.add(new Later(open.client(), System.nanoTime() + BEFORE_THE_NEXT));
        }
    }

    private static boolean connect(SelectionKey key, SocketChannel channel, Open open) throws IOException {
        channel.finishConnect();
        channel.write(open.request());
        if (open.request().hasRemaining()) {
            throw new IOException("a request of less than the socket's buffer was not taken");
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
