package io.github.spacecrafttracker.service.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** A client that sends what it likes, when it likes, byte by byte. */
final class RawClient implements AutoCloseable {
    private static final int LONG_MS = 20_000;

    private final Socket socket;

    RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(LONG_MS);
    }

    /** The whole reply to one request after which the server closes. */
    static String exchange(int port, String request) throws IOException {
        try (var client = new RawClient(port)) {
            client.send(request);
            return client.rest();
        }
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    /** Waits for so much of a reply. */
    String begin(int bytes) throws IOException {
        return new String(socket.getInputStream().readNBytes(bytes), ISO_8859_1);
    }

    /** What comes up to this end, or until the server closes. */
    String until(String end) throws IOException {
        var text = new StringBuilder();
        for (var next = begin(1); !next.isEmpty(); next = begin(1)) {
            if (text.append(next).toString().endsWith(end)) {
                break;
            }
        }
        return text.toString();
    }

    /** What comes until the server closes. */
    String rest() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }

    /** Reads a byte, and waits for it for as long as slow clients pause. */
    boolean isClosedByServer() throws IOException {
        socket.setSoTimeout(20);
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } finally {
            socket.setSoTimeout(LONG_MS);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
