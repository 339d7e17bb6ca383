package io.github.spacecrafttracker.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A reply as it came over the wire, to a request written just as it is to be sent. */
public record HttpReply(int status, List<String> headers, String body) {

    /**
     * Sends a request.
     *
     * @param target the path and the query, sent as they are
     * @param headers whole lines; none but these and {@code Connection} are sent
     */
    public static HttpReply of(int port, String method, String target, String... headers) throws IOException {
        var request = new StringBuilder(method + " " + target + " HTTP/1.1\r\nConnection: close\r\n");
        for (var header : headers) {
            request.append(header).append("\r\n");
        }
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.append("\r\n").toString().getBytes(UTF_8));
            socket.getOutputStream().flush();
            return parse(new String(socket.getInputStream().readAllBytes(), UTF_8));
        }
    }

    /** Empty where the header is missing. */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(line -> line.regionMatches(true, 0, name + ": ", 0, name.length() + 2))
                .map(line -> line.substring(name.length() + 2))
                .findFirst();
    }

    private static HttpReply parse(String reply) {
        var parts = reply.split("\r\n\r\n", 2);
        var head = parts[0].split("\r\n", -1);
        return new HttpReply(
                Integer.parseInt(head[0].split(" ", 3)[1]), Arrays.asList(head).subList(1, head.length), parts[1]);
    }
}
