package io.github.spacecrafttracker.service.kafka;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether what listens speaks Kafka, before a client of Kafka is let near it: that takes the first four bytes for a length and asks for as much memory, 350 MB
 * where a TLS listener tells of an alert, more than a gigabyte where a web server begins with its name (KAFKA-4090).
 */
final class KafkaProtocolProbe {
    // An ApiVersions request: its length, key 18, version 0, correlation id 1, and null as the client's id.
    private static final byte[] REQUEST = {0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, -1, -1};
    private static final int LARGEST_REPLY = 1 << 20;

    private KafkaProtocolProbe() {}

    /**
     * The first of these servers that answers in another language than Kafka's without TLS; empty where none does. One that does not answer is not said to.
     *
     * @param servers {@code HOST:PORT}, separated by commas
     * @param longestWait for a connection, and for an answer, of each
     */
    static Optional<String> foreign(String servers, Duration longestWait) {
        return Stream.of(servers.split(","))
                .map(String::strip)
                .filter(server -> isForeign(server, longestWait))
                .findFirst();
    }

    private static boolean isForeign(String server, Duration longestWait) {
        int wait = (int) longestWait.toMillis();
        try (var socket = new Socket()) {
            socket.connect(address(server), wait);
            socket.setSoTimeout(wait);
            socket.getOutputStream().write(REQUEST);
            int length = new DataInputStream(socket.getInputStream()).readInt();
            return length < 0 || length > LARGEST_REPLY;
        } catch (IOException e) {
            // Nobody, or nobody who answers: the client says so better.
            return false;
        }
    }

    private static InetSocketAddress address(String server) {
        int colon = server.lastIndexOf(':');
        return new InetSocketAddress(server.substring(0, colon), Integer.parseInt(server.substring(colon + 1)));
    }
}
