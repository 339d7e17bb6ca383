package io.github.spacecrafttracker.embedded.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** A response, and the part of it that is sent. */
final class Reply {
    private enum Delivery {
        WHOLE,
        HALF,
        NOTHING
    }

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;
    private final long leadingSpaces;
    private final Delivery delivery;

    private Reply(int status, Map<String, String> headers, byte[] body, long leadingSpaces, Delivery delivery) {
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.body = body;
        this.leadingSpaces = leadingSpaces;
        this.delivery = delivery;
    }

    static Reply of(int status, String contentType, byte[] body) {
        Map<String, String> headers = Map.of("Content-Type", contentType, "Allow", "GET", "Vary", "Accept");
        return new Reply(status, headers, body.clone(), 0, Delivery.WHOLE).dated(Instant.now());
    }

    static Reply json(int status, JsonNode document) {
        return of(status, "application/json", ExactJson.MAPPER.writeValueAsBytes(document));
    }

    /** Returns an error in the form of Django REST framework. */
    static Reply detail(int status, String detail) {
        return json(status, ExactJson.MAPPER.createObjectNode().put("detail", detail));
    }

    static Reply html(int status, String title) {
        String page = "<!doctype html><html><head><title>" + title + "</title></head><body><h1>" + title
                + "</h1></body></html>";
        return of(status, "text/html; charset=utf-8", page.getBytes(UTF_8));
    }

    static Reply redirect(int status, String location) {
        return of(status, "text/html; charset=utf-8", new byte[0]).with("Location", location);
    }

    Reply with(String header, String value) {
        Map<String, String> changed = new TreeMap<>(headers);
        changed.put(header, value);
        return new Reply(status, changed, body, leadingSpaces, delivery);
    }

    Reply dated(Instant date) {
        return with("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atOffset(ZoneOffset.UTC)));
    }

    /** Truncates the body and sets {@code Content-Length} to match. */
    Reply truncated() {
        return new Reply(status, headers, Arrays.copyOf(body, body.length / 2), leadingSpaces, delivery);
    }

    /** Sends the body twice. */
    Reply doubled() {
        byte[] twice = Arrays.copyOf(body, 2 * body.length);
        System.arraycopy(body, 0, twice, body.length, body.length);
        return new Reply(status, headers, twice, leadingSpaces, delivery);
    }

    /** Begins the body with this many spaces, which JSON permits. */
    Reply withLeadingSpaces(long bytes) {
        return new Reply(status, headers, body, bytes, delivery);
    }

    /** Declares the length of the whole body, but closes the connection after half of it. */
    Reply interrupted() {
        return new Reply(status, headers, body, leadingSpaces, Delivery.HALF);
    }

    /** Resets the connection without sending anything. */
    Reply withheld() {
        return new Reply(status, headers, body, leadingSpaces, Delivery.NOTHING);
    }

    void send(Socket socket, String method) throws IOException {
        if (delivery == Delivery.NOTHING) {
            // Closing the socket now sends a reset.
            socket.setSoLinger(true, 0);
            return;
        }
        OutputStream out = new BufferedOutputStream(socket.getOutputStream());
        out.write(head().getBytes(ISO_8859_1));
        if (!method.equals("HEAD")) {
            writeBody(out);
        }
        out.flush();
    }

    private String head() {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " \r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(leadingSpaces + body.length).append("\r\n");
        return head.append("Connection: close\r\n\r\n").toString();
    }

    private void writeBody(OutputStream out) throws IOException {
        byte[] spaces = new byte[8192];
        Arrays.fill(spaces, (byte) ' ');
        for (long left = leadingSpaces; left > 0; left -= spaces.length) {
            out.write(spaces, 0, (int) Math.min(left, spaces.length));
        }
        out.write(body, 0, delivery == Delivery.HALF ? body.length / 2 : body.length);
    }
}
