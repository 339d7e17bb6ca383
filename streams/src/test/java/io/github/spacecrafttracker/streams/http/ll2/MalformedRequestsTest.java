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
 * Thousands of requests that no good client would send: each gets an answer that blames nobody but the client, or is hung up on where it is no HTTP, and the
 * service goes on. {@code -Dseed} and {@code -Drequests} choose others and more.
 */
class MalformedRequestsTest extends ServiceTestBase {
    private static final long SEED = Long.getLong("seed", 5);
    private static final int REQUESTS = Integer.getInteger("requests", 10_000);
    private static final int HANGS_AFTER_MS = 20_000;
    private static final String GOOD =
            "GET /2.3.0/spacecraft/?limit=3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    private static final Pattern STATUS = Pattern.compile("(?s)HTTP/1\\.[01] ([0-9]{3}) .*");
    private static final Pattern OF_THE_INSIDE =
            Pattern.compile("\\tat |Exception|jetty|javalin|java\\.", Pattern.CASE_INSENSITIVE);

    @BeforeAll
    static void hold() throws Exception {
        log.commit(RecordedSpacecraft.all().stream()
                .map(object -> new Shown(object.required("id").longValue(), object.toString()))
                .toArray(Shown[]::new));
        log.sweep();
        await().untilAsserted(() -> assertThat(answer(GOOD.getBytes(US_ASCII))).startsWith("HTTP/1.1 200 "));
    }

    @Test
    void each_is_answered_as_the_clients_fault_at_worst_and_the_service_goes_on() throws IOException {
        var chance = new Random(SEED);
        var statuses = new TreeMap<String, Integer>();
        for (int i = 0; i < REQUESTS; i++) {
            var request = MalformedRequest.any(chance);
            var reply = answer(request.bytes());
            var status = status(reply);

            assertThat(status)
                    .as("request %s of seed %s: %s", i, SEED, request)
                    // A version that is none is refused in the words of RFC 9110, section 15.6.6.
                    .matches("hung up|200|204|301|304|4[0-9]{2}|505");
            assertThat(whatIsTold(reply))
                    .as("request %s of seed %s: %s", i, SEED, request)
                    .doesNotContainPattern(OF_THE_INSIDE);
            statuses.merge(status, 1, Integer::sum);
        }

        // Many kinds, or else the requests are not what they should be.
        assertThat(statuses).containsKeys("200", "301", "400", "404", "405", "413", "414", "431", "505");
        assertThat(answer(GOOD.getBytes(US_ASCII))).startsWith("HTTP/1.1 200 ");
    }

    private static String status(String reply) {
        var matcher = STATUS.matcher(reply);
        return matcher.matches() ? matcher.group(1) : reply.isEmpty() ? "hung up" : reply;
    }

    /** Without what only repeats the request: where it is redirected to, and the method that is not allowed. */
    private static String whatIsTold(String reply) {
        return status(reply).startsWith("4") ? reply.replaceAll("Method .* not allowed", "") : "";
    }

    /**
     * What the server says until it hangs up.
     *
     * @throws SocketTimeoutException where it says nothing and does not hang up
     */
    private static String answer(byte[] request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            socket.setSoTimeout(HANGS_AFTER_MS);
            try {
                socket.getOutputStream().write(request);
                socket.shutdownOutput();
                return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            } catch (SocketTimeoutException e) {
                throw e;
            } catch (SocketException e) {
                // It was hung up on before it had said all.
                return "";
            }
        }
    }
}
