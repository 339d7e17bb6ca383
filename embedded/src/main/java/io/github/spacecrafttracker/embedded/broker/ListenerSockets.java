package io.github.spacecrafttracker.embedded.broker;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * The broker's two sockets, bound before Kafka starts. A port in use is therefore detected early,
 * and no other process can bind a free port before the broker uses it.
 */
record ListenerSockets(ServerSocketChannel broker, ServerSocketChannel controller) implements AutoCloseable {

    static ListenerSockets bind(int port) {
        ServerSocketChannel broker = listen(port);
        try {
            return new ListenerSockets(broker, listen(0));
        } catch (BrokerStartException e) {
            close(broker);
            throw e;
        }
    }

    int brokerPort() {
        return broker.socket().getLocalPort();
    }

    int controllerPort() {
        return controller.socket().getLocalPort();
    }

    ServerSocketChannel forListener(String listener) {
        return switch (listener) {
            case BrokerSettings.BROKER -> broker;
            case BrokerSettings.CONTROLLER -> controller;
            default -> throw new IllegalArgumentException("no such listener: " + listener);
        };
    }

    @Override
    public void close() {
        close(broker);
        close(controller);
    }

    private static ServerSocketChannel listen(int port) {
        ServerSocketChannel channel = null;
        try {
            channel = ServerSocketChannel.open();
            channel.configureBlocking(false);
            channel.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
            return channel;
        } catch (BindException e) {
            close(channel);
            boolean inUse = String.valueOf(e.getMessage()).contains("in use");
            String problem = inUse ? " is in use" : " cannot be opened: " + e.getMessage();
            throw new BrokerStartException("port " + port + problem, e);
        } catch (IOException e) {
            close(channel);
            throw new BrokerStartException("port " + port + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private static void close(@Nullable ServerSocketChannel channel) {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException ignored) {
            // Ignored, because a listening socket has no data that could be lost.
        }
    }
}
