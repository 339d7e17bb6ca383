package io.github.spacecrafttracker.streams.http.ll2;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.embedded.upstream.RecordedSpacecraft;
import io.github.spacecrafttracker.streams.ServiceTestBase;
import io.github.spacecrafttracker.streams.SnapshotLog.Shown;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Sends thousands of malformed requests. Each gets at worst a client error, or the connection is
 * closed if the request is not HTTP, and the service keeps working. {@code -Dseed} and {@code
 * -Drequests} select other requests and their number.
 */
class MalformedRequestsTest extends ServiceTestBase {
    private static final long SEED = Long.getLong("seed", 5);
    private static final int REQUESTS = Integer.getInteger("requests", 10_000);
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final String VALID =
            "GET /2.3.0/spacecraft/?limit=3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    private static final Pattern STATUS = Pattern.compile("(?s)HTTP/1\\.[01] ([0-9]{3}) .*");
    private static final Pattern INTERNAL_DETAIL =
            Pattern.compile("\\tat |Exception|jetty|javalin|java\\.", Pattern.CASE_INSENSITIVE);

    @BeforeAll
    static void writeSpacecraft() throws Exception {
        log.commit(RecordedSpacecraft.all().stream()
                .map(object -> new Shown(object.required("id").longValue(), object.toString()))
                .toArray(Shown[]::new));
        log.sweep();
        await().untilAsserted(() -> assertThat(send(VALID.getBytes(US_ASCII))).startsWith("HTTP/1.1 200 "));
    }

    @Test
    void each_request_gets_a_client_error_at_worst_and_the_service_keeps_working() throws IOException {
        var random = new Random(SEED);
        var statuses = new TreeMap<String, Integer>();
        for (int i = 0; i < REQUESTS; i++) {
            var request = MalformedRequest.next(random);
            var reply = send(request.bytes());
            var status = status(reply);

            assertThat(status)
                    .as("request %s of seed %s: %s", i, SEED, request)
                    // An unsupported version is a server error by definition (RFC 9110, section
                    // 15.6.6).
                    .matches("closed|200|204|301|304|4[0-9]{2}|505");
            assertThat(errorText(reply))
                    .as("request %s of seed %s: %s", i, SEED, request)
                    .doesNotContainPattern(INTERNAL_DETAIL);
            statuses.merge(status, 1, Integer::sum);
        }

        // The requests are varied enough to cause all of these.
        assertThat(statuses).containsKeys("200", "301", "400", "404", "405", "413", "414", "431", "505");
        assertThat(send(VALID.getBytes(US_ASCII))).startsWith("HTTP/1.1 200 ");
    }

    private static String status(String reply) {
        var matcher = STATUS.matcher(reply);
        return matcher.matches() ? matcher.group(1) : reply.isEmpty() ? "closed" : reply;
    }

    /** Returns the body of an error without the method in it. */
    private static String errorText(String reply) {
        return status(reply).startsWith("4") ? reply.replaceAll("Method .* not allowed", "") : "";
    }

    /**
     * Returns what the server sends until it closes the connection.
     *
     * @throws SocketTimeoutException if the server neither responds nor closes the connection
     */
    private static String send(byte[] request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            try {
                socket.getOutputStream().write(request);
                socket.shutdownOutput();
                return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            } catch (SocketTimeoutException e) {
                throw e;
            } catch (SocketException e) {
                // The server closed the connection before the reply was complete.
                return "";
            }
        }
    }
}
