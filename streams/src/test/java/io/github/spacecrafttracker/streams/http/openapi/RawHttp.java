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

/** HTTP/1.1 by hand, a connection for each request: for what no client of Java's sends. */
public final class RawHttp {
    private static final int PATIENCE_MILLIS = 20_000;

    private final int port;
    private final int blocks;

    /** @param port on the loopback address */
    public RawHttp(int port) {
        this(port, 1);
    }

    /**
     * One that reads more of streams without end.
     *
     * @param blocks how many blocks of server-sent events are read before it hangs up
     */
    public RawHttp(int port, int blocks) {
        this.port = port;
        this.blocks = blocks;
    }

    /**
     * Sends a request and reads the reply to its end; of a stream of server-sent events only its
     * first blocks.
     *
     * @param target path and query, as they are to be sent
     * @param headers lines without their ends; {@code Host} is not added
     */
    public Exchange send(String method, String target, List<String> headers) throws IOException {
        return send(method, target, headers, new byte[0]);
    }

    /** As the other, with a body. */
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
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.toByteArray());
            return exchange(method, target, headers, read(new BufferedInputStream(socket.getInputStream())));
        }
    }

    /** Head and body. */
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
        // One octet is one character, so places in the text are places in the bytes.
        var text = new String(reply, ISO_8859_1);
        var end = text.indexOf("\r\n\r\n");
        if (!text.startsWith("HTTP/1.1 ") || end < 0 || text.contains("\r\nTransfer-Encoding:")) {
            throw new IOException("no reply that can be read: " + text);
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
