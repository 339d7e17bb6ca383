package io.github.spacecrafttracker.streams.http.openapi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * A minimal HTTP/1.1 client that can send requests that Java's client refuses. Each request has its
 * own connection.
 */
public final class RawHttp {
    private static final int TIMEOUT_MILLIS = 20_000;

    private final int port;
    private final int blocks;

    /** @param port the port on the loopback address */
    public RawHttp(int port) {
        this(port, 1);
    }

    /**
     * Creates a client that reads several blocks of an event stream.
     *
     * @param blocks the number of blocks after which the client closes the connection
     */
    public RawHttp(int port, int blocks) {
        this.port = port;
        this.blocks = blocks;
    }

    /**
     * Sends a request and reads the whole reply, but only the first blocks of an event stream.
     *
     * @param target the path and the query as they are sent
     * @param headers complete header lines; {@code Host} is not added
     */
    public Exchange send(String method, String target, List<String> headers) throws IOException {
        return send(method, target, headers, new byte[0]);
    }

    /** Sends the same request with a body. */
    public Exchange send(String method, String target, List<String> headers, byte[] body) throws IOException {
        var lines = new ArrayList<String>();
        lines.add(method + " " + target + " HTTP/1.1");
        lines.addAll(headers);
        lines.add("Connection: close");
        if (body.length > 0) {
            lines.add("Content-Length: " + body.length);
        }
        var request = new ByteArrayOutputStream();
        request.writeBytes((String.join("\r\n", lines) + "\r\n\r\n").getBytes(ISO_8859_1));
        request.writeBytes(body);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(request.toByteArray());
            return exchange(method, target, headers, read(new BufferedInputStream(socket.getInputStream())));
        }
    }

    /** Reads the headers and the body. */
    private byte[] read(InputStream input) throws IOException {
        var reply = new ByteArrayOutputStream();
        while (!reply.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            var next = input.read();
            if (next < 0) {
                return reply.toByteArray();
            }
            reply.write(next);
        }
        if (!reply.toString(ISO_8859_1).contains("\r\nContent-Type: text/event-stream\r\n")) {
            input.transferTo(reply);
            return reply.toByteArray();
        }
        var left = blocks;
        for (int last = 0, next = input.read(); next >= 0; last = next, next = input.read()) {
            reply.write(next);
            if (next == '\n' && last == '\n' && --left == 0) {
                break;
            }
        }
        return reply.toByteArray();
    }

    private static Exchange exchange(String method, String target, List<String> sent, byte[] reply) throws IOException {
        // One octet is one character, so positions in the text are positions in the bytes.
        var text = new String(reply, ISO_8859_1);
        var end = text.indexOf("\r\n\r\n");
        if (!text.startsWith("HTTP/1.1 ") || end < 0 || text.contains("\r\nTransfer-Encoding:")) {
            throw new IOException("Unreadable reply: " + text);
        }
        var head = text.substring(0, end).split("\r\n", -1);
        var question = target.indexOf('?');
        return new Exchange(
                method,
                question < 0 ? target : target.substring(0, question),
                question < 0 ? null : target.substring(question + 1),
                headers(sent),
                Integer.parseInt(head[0].split(" ", 3)[1]),
                headers(Arrays.asList(head).subList(1, head.length)),
                Arrays.copyOfRange(reply, end + 4, reply.length));
    }

    private static HttpHeaders headers(List<String> lines) {
        var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        for (var line : lines) {
            var colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return HttpHeaders.of(headers, (name, value) -> true);
    }
}
