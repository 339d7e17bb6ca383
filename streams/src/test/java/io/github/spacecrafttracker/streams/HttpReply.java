package io.github.spacecrafttracker.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** An unmodified reply to a request that is sent exactly as written. */
public record HttpReply(int status, List<String> headers, String body) {

    /**
     * Sends a request.
     *
     * @param target the path and the query, sent unchanged
     * @param headers the complete header lines; {@code Connection} is the only other header
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

    /** Returns the value of a header; empty if it is missing. */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(line -> line.regionMatches(true, 0, name + ": ", 0, name.length() + 2))
                .map(line -> line.substring(name.length() + 2))
                .findFirst();
    }

    private static HttpReply parse(String reply) {
        var parts = reply.split("\r\n\r\n", 2);
        var headers = parts[0].split("\r\n", -1);
        return new HttpReply(
                Integer.parseInt(headers[0].split(" ", 3)[1]),
                Arrays.asList(headers).subList(1, headers.length),
                parts[1]);
    }
}
