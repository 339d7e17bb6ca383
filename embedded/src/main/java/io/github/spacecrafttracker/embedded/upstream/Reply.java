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

/** What is sent back, and how much of it really is. */
final class Reply {
    /** How far a reply gets. */
    private enum Delivery {
        WHOLE,
        HALF,
        NOTHING
    }

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;
    private final long blanksFirst;
    private final Delivery delivery;

    private Reply(int status, Map<String, String> headers, byte[] body, long blanksFirst, Delivery delivery) {
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.body = body;
        this.blanksFirst = blanksFirst;
        this.delivery = delivery;
    }

    static Reply of(int status, String contentType, byte[] body) {
        Map<String, String> headers = Map.of("Content-Type", contentType, "Allow", "GET", "Vary", "Accept");
        return new Reply(status, headers, body.clone(), 0, Delivery.WHOLE).dated(Instant.now());
    }

    static Reply json(int status, JsonNode document) {
        return of(status, "application/json", Json.MAPPER.writeValueAsBytes(document));
    }

    /** An error as Django REST framework words it. */
    static Reply detail(int status, String detail) {
        return json(status, Json.MAPPER.createObjectNode().put("detail", detail));
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
        return new Reply(status, changed, body, blanksFirst, delivery);
    }

    Reply dated(Instant date) {
        return with("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atOffset(ZoneOffset.UTC)));
    }

    /** Ends in the middle, with the right length for that. */
    Reply shortened() {
        return new Reply(status, headers, Arrays.copyOf(body, body.length / 2), blanksFirst, delivery);
    }

    /** Says the same twice. */
    Reply doubled() {
        byte[] twice = Arrays.copyOf(body, 2 * body.length);
        System.arraycopy(body, 0, twice, body.length, body.length);
        return new Reply(status, headers, twice, blanksFirst, delivery);
    }

    /** Begins with so many bytes of blanks, which JSON permits. */
    Reply blanksFirst(long bytes) {
        return new Reply(status, headers, body, bytes, delivery);
    }

    /** Promises the whole body, sends half of it and closes the connection. */
    Reply cut() {
        return new Reply(status, headers, body, blanksFirst, Delivery.HALF);
    }

    /** Resets the connection without a word. */
    Reply withheld() {
        return new Reply(status, headers, body, blanksFirst, Delivery.NOTHING);
    }

    void send(Socket socket, String method) throws IOException {
        if (delivery == Delivery.NOTHING) {
            // With this, closing sends a reset.
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
        head.append("Content-Length: ").append(blanksFirst + body.length).append("\r\n");
        return head.append("Connection: close\r\n\r\n").toString();
    }

    private void writeBody(OutputStream out) throws IOException {
        byte[] blanks = new byte[8192];
        Arrays.fill(blanks, (byte) ' ');
        for (long left = blanksFirst; left > 0; left -= blanks.length) {
            out.write(blanks, 0, (int) Math.min(left, blanks.length));
        }
        out.write(body, 0, delivery == Delivery.HALF ? body.length / 2 : body.length);
    }
}
