package io.github.spacecrafttracker.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A client with one persistent connection. It uses as little CPU time as possible, because it
 * shares the machine with the server.
 */
final class KeepAliveClient implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("\r\nContent-Length: ([0-9]+)\r\n");
    private static final int PATIENCE = 20_000;

    private final Socket socket;
    private final InputStream in;
    private byte[] buffer = new byte[1 << 16];

    KeepAliveClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE);
        in = socket.getInputStream();
    }

    /**
     * Returns the bytes of a request. The request does not accept gzip, because the cost of
     * compression on both sides would hide the difference.
     */
    static byte[] request(String target) {
        return ("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n\r\n")
                .getBytes(US_ASCII);
    }

    /** @throws IOException if the reply is not a 200 with a body of a known length */
    byte[] get(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        int read = 0;
        int headersEnd = -1;
        while (headersEnd < 0) {
            read = readMore(read);
            headersEnd = endOfHeaders(read);
        }
        var text = new String(buffer, 0, headersEnd, ISO_8859_1);
        var length = LENGTH.matcher(text);
        if (!text.startsWith("HTTP/1.1 200 ") || !length.find()) {
            throw new IOException("The reply to " + new String(request, US_ASCII).strip() + " is " + text.strip());
        }
        var end = headersEnd + Integer.parseInt(length.group(1));
        while (read < end) {
            read = readMore(read);
        }
        return Arrays.copyOfRange(buffer, headersEnd, end);
    }

    private int readMore(int read) throws IOException {
        if (read == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * read);
        }
        var more = in.read(buffer, read, buffer.length - read);
        if (more < 0) {
            throw new IOException("The server closed the connection");
        }
        return read + more;
    }

    private int endOfHeaders(int read) {
        for (int at = 3; at < read; at++) {
            if (buffer[at] == '\n' && buffer[at - 1] == '\r' && buffer[at - 2] == '\n') {
                return at + 1;
            }
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
