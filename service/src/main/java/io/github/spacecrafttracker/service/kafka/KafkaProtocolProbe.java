package io.github.spacecrafttracker.service.kafka;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checks that a server speaks Kafka before a Kafka client connects to it. The client would
 * interpret the first four bytes of any reply as a length and allocate that much memory: 350 MB for
 * a TLS alert, more than a gigabyte for {@code HTTP} (KAFKA-4090).
 */
final class KafkaProtocolProbe {
    // An ApiVersions request: its length, key 18, version 0, correlation id 1, and a null client
    // id.
    private static final byte[] REQUEST = {0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, -1, -1};
    private static final int MAX_REPLY_BYTES = 1 << 20;

    private KafkaProtocolProbe() {}

    /**
     * Returns the first server whose reply is not Kafka without TLS, or empty if there is none. A
     * server that does not respond is skipped.
     *
     * @param servers {@code HOST:PORT}, separated by commas
     * @param timeout the time limit of each connection and of each reply
     */
    static Optional<String> firstForeign(String servers, Duration timeout) {
        return Stream.of(servers.split(","))
                .map(String::strip)
                .filter(server -> isForeign(server, timeout))
                .findFirst();
    }

    private static boolean isForeign(String server, Duration timeout) {
        int millis = (int) timeout.toMillis();
        try (var socket = new Socket()) {
            socket.connect(address(server), millis);
            socket.setSoTimeout(millis);
            socket.getOutputStream().write(REQUEST);
            int length = new DataInputStream(socket.getInputStream()).readInt();
            return length < 0 || length > MAX_REPLY_BYTES;
        } catch (IOException e) {
            // The server does not respond. The Kafka client reports this with a better message.
            return false;
        }
    }

    private static InetSocketAddress address(String server) {
        int colon = server.lastIndexOf(':');
        return new InetSocketAddress(server.substring(0, colon), Integer.parseInt(server.substring(colon + 1)));
    }
}
