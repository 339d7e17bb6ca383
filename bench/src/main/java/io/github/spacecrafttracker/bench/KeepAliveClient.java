package io.github.spacecrafttracker.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.regex.Pattern;

/** One connection that is kept, and a client that costs as little as can be: it shares the machine with what is measured. */
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

    /** A request as it is sent. No coding is accepted, for gzip would cost the more the less there is to compare. */
    static byte[] request(String target) {
        return ("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n\r\n")
                .getBytes(US_ASCII);
    }

    /** @throws IOException where the reply is no 200 with a body of a known length */
    byte[] get(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        int read = 0;
        int head = -1;
        while (head < 0) {
            read = readMore(read);
            head = endOfHead(read);
        }
        var text = new String(buffer, 0, head, ISO_8859_1);
        var length = LENGTH.matcher(text);
        if (!text.startsWith("HTTP/1.1 200 ") || !length.find()) {
            throw new IOException("the reply to " + new String(request, US_ASCII).strip() + " is " + text.strip());
        }
        var end = head + Integer.parseInt(length.group(1));
        while (read < end) {
            read = readMore(read);
        }
        return Arrays.copyOfRange(buffer, head, end);
    }

    private int readMore(int read) throws IOException {
        if (read == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * read);
        }
        var more = in.read(buffer, read, buffer.length - read);
        if (more < 0) {
            throw new IOException("the server closed the connection");
        }
        return read + more;
    }

    private int endOfHead(int read) {
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
