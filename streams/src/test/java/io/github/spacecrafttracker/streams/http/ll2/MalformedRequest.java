package io.github.spacecrafttracker.streams.http.ll2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A random request, usually malformed.
 *
 * @param bytes the request as it is sent
 */
@SuppressWarnings("ArrayRecordComponent") // Requests are never compared.
record MalformedRequest(byte[] bytes) {
    private static final List<String> METHODS = List.of(
            "HEAD",
            "OPTIONS",
            "POST",
            "PUT",
            "DELETE",
            "TRACE",
            "CONNECT",
            "PRI",
            "get",
            "G\0T",
            "BREW",
            "",
            "GET GET",
            "X".repeat(300));
    private static final List<String> PATHS = List.of(
            "/2.3.0/spacecraft/",
            "/2.3.0/spacecraft/",
            "/2.3.0/spacecraft/4/",
            "/2.3.0/spacecraft",
            "/2.3.0/spacecraft/4",
            "/2.3.0/",
            "/",
            "*",
            "",
            "//",
            "/../",
            "/2.3.0/%2e%2e/spacecraft/",
            "/2.3.0/spacecraft/;a=b/",
            "/2.3.0/spacecraft/..;/",
            "http://other.example/2.3.0/spacecraft/",
            "http://",
            "://",
            "spacecraft");
    private static final List<String> NAMES = List.of(
            "limit",
            "offset",
            "search",
            "ordering",
            "name",
            "status",
            "spacecraft_config",
            "in_space",
            "is_placeholder",
            "mode",
            "format",
            "status__in",
            "",
            "[]",
            "a[b]");
    private static final List<String> VALUES = List.of(
            "1",
            "-1",
            "0",
            "00",
            "1e9",
            "1.0",
            "1_0",
            "9".repeat(19),
            "9".repeat(400),
            "9".repeat(4000),
            "-" + "9".repeat(4000),
            "NaN",
            "true",
            "%00",
            "%",
            "%f",
            "%zz",
            "%ff",
            "%c0%ae",
            "%ed%a0%80",
            "%F4%90%80%80",
            "%u0041",
            "%D9%A1",
            "%25%30%30",
            "+",
            "\"",
            "'",
            "\"a b",
            "\\",
            "\\\"",
            "a,b",
            ",,,",
            "*",
            "(",
            "[",
            "$",
            "json",
            "api",
            "xml",
            "-id",
            "--id",
            "id,-name,time_in_space",
            "<script>",
            "\u00e9",
            "\u0000",
            "\u0007",
            "\u00ff",
            "a".repeat(5000),
            "%20".repeat(1000));
    private static final List<String> HEADERS = List.of(
            "Host: other.example",
            "Host: a b",
            "Host: ",
            "Host: [::1",
            "Host: a:99999999",
            "Host: \"><script>",
            "Host: " + "a".repeat(300),
            "Accept: application/json",
            "Accept: text/html",
            "Accept: image/png",
            "Accept: */*;q=" + "9".repeat(400),
            "Accept: a/b/c;;;q=\"",
            "Accept: application/json; indent=99999999999",
            "Accept: " + "a/b,".repeat(500),
            "Accept-Encoding: gzip;q=\"",
            "Accept-Encoding: gzip, *;q=0",
            "If-None-Match: \"",
            "If-None-Match: *",
            "If-None-Match: W/W/\"a\", \"\u00ff",
            "If-Modified-Since: never",
            "Range: bytes=9-1",
            "Content-Length: -1",
            "Content-Length: 5",
            "Content-Length: 5000",
            "Content-Length: 99999999999999999999",
            "Content-Length: 4\r\nContent-Length: 5",
            "Transfer-Encoding: chunked",
            "Transfer-Encoding: gzip, chunked, chunked",
            "Transfer-Encoding: x\r\nContent-Length: 3",
            "Expect: 100-continue",
            "Expect: unknown",
            "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAAA",
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAA",
            "Sec-WebSocket-Version: 99",
            "Origin: null",
            "Access-Control-Request-Method: \u0001",
            "Authorization: Token x",
            "Cookie: JSESSIONID=\";;;=",
            "X-Forwarded-For: \u00ff",
            "Content-Type: multipart/form-data; boundary=",
            " folded: a",
            "a\u0000b: c",
            "no colon",
            ": no name",
            "A: \n b",
            "A: " + "b".repeat(9000),
            "A: b\r\n".repeat(200) + "A: b");
    private static final List<String> VERSIONS =
            List.of("HTTP/1.0", "HTTP/0.9", "HTTP/2.0", "HTTP/9.9", "http/1.1", "", "\u0000");

    /**
     * Returns a request of mostly valid parts, because invalid parts are rejected early. The result
     * depends only on the state of the random generator.
     */
    static MalformedRequest next(Random random) {
        var text = mostly("GET", METHODS, random) + " " + path(random) + query(random) + " "
                + mostly("HTTP/1.1", VERSIONS, random) + "\r\n"
                + (rarely(random) ? "" : "Host: a\r\n")
                + some(HEADERS, random).map(header -> header + "\r\n").collect(Collectors.joining())
                + "Connection: close\r\n\r\n"
                + (rarely(random) ? "5\r\nabcde\r\n0\r\n\r\n" : "");
        var bytes = text.getBytes(ISO_8859_1);
        for (int flips = rarely(random) ? 1 + random.nextInt(5) : 0; flips > 0; flips--) {
            bytes[random.nextInt(Math.min(bytes.length, 200))] = (byte) random.nextInt(256);
        }
        return new MalformedRequest(bytes);
    }

    private static boolean rarely(Random random) {
        return random.nextInt(10) == 0;
    }

    private static String mostly(String valid, List<String> others, Random random) {
        return random.nextInt(8) == 0 ? one(others, random) : valid;
    }

    private static String path(Random random) {
        var path = mostly("/2.3.0/spacecraft/", PATHS, random);
        return random.nextInt(6) == 0 ? path + one(VALUES, random) + "/" : path;
    }

    private static String query(Random random) {
        if (random.nextInt(3) == 0) {
            return "";
        }
        return some(NAMES, random)
                .map(name -> rarely(random) ? name : name + "=" + one(VALUES, random))
                .collect(Collectors.joining("&", "?", rarely(random) ? "#" : ""));
    }

    private static Stream<String> some(List<String> all, Random random) {
        return Stream.generate(() -> one(all, random)).limit(random.nextInt(3));
    }

    private static String one(List<String> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    /** Returns the request in one line, shortened, for the message of a failed test. */
    @Override
    public String toString() {
        var text = new String(bytes, ISO_8859_1)
                .replace("\r", "\\r")
                .replace("\n", "\\n")
                .replace("\0", "\\0");
        return text.length() > 600 ? text.substring(0, 600) + "..." : text;
    }
}
