package io.github.spacecrafttracker.streams;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;

/** Sends consecutive requests over one connection. */
public final class PersistentClient implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    public PersistentClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(20_000);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /**
     * Sends a GET request. The body is empty if the reply has no length.
     *
     * @param header one or more complete header lines
     */
    public HttpReply get(String target, String header) throws IOException {
        var reply = exchange("GET", target, header);
        int length = reply.header("Content-Length").map(Integer::parseInt).orElse(0);
        return new HttpReply(reply.status(), reply.headers(), new String(in.readNBytes(length), UTF_8));
    }

    /** Sends a HEAD request, and returns the status. */
    public int head(String target, String header) throws IOException {
        return exchange("HEAD", target, header).status();
    }

    private HttpReply exchange(String method, String target, String header) throws IOException {
        socket.getOutputStream()
                .write((method + " " + target + " HTTP/1.1\r\nHost: here:80\r\n" + header + "\r\n\r\n")
                        .getBytes(UTF_8));
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        var headers = new ArrayList<String>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            headers.add(line);
        }
        return new HttpReply(status, headers, "");
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("closed after " + line);
            }
            line.append(new String(new byte[] {(byte) next}, ISO_8859_1));
        }
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
