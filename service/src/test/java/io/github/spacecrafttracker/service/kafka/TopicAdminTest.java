package io.github.spacecrafttracker.service.kafka;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.spacecrafttracker.service.lifecycle.StartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicAdminTest {
    @Test
    void a_closed_port_is_reported_in_one_line_within_the_timeout() throws IOException {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertFails(
                "127.0.0.1:" + free, "no Kafka broker responds at 127.0.0.1:" + free + " (KAFKA_BOOTSTRAP_SERVERS)");
    }

    @Test
    void a_server_that_does_not_respond_is_reported_in_one_line_within_the_timeout() throws IOException {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var server = "127.0.0.1:" + silent.getLocalPort();
            assertFails(server, "no Kafka broker responds at " + server);
        }
    }

    /**
     * A Kafka client would interpret the reply as a length and allocate that much memory, which can
     * get a container killed.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0015\u0003\u0003\u0000\u0002\u0002P",
                "HTTP/1.1 400 Bad Request\r\n\r\n",
                "\u00ff\u00ff\u00ff\u00ff"
            })
    void a_server_that_speaks_another_protocol_is_reported_in_one_line(String reply) throws Exception {
        try (var other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var server = "127.0.0.1:" + other.getLocalPort();
            var answering = CompletableFuture.runAsync(() -> answer(other, reply.getBytes(ISO_8859_1)));

            assertFails(
                    "127.0.0.1:1," + server,
                    "the server at " + server + " (KAFKA_BOOTSTRAP_SERVERS) does not speak Kafka without TLS: set"
                            + " KAFKA_SECURITY_PROTOCOL to SSL or SASL_SSL");
            assertThat(answering).succeedsWithin(Duration.ofSeconds(10));
        }
    }

    @Test
    void a_host_that_cannot_be_resolved_is_reported_in_one_line() {
        assertFails("nobody.invalid:9092", "cannot resolve nobody.invalid:9092 (KAFKA_BOOTSTRAP_SERVERS)");
    }

    private static void answer(ServerSocket server, byte[] reply) {
        try (var connection = server.accept()) {
            connection.getOutputStream().write(reply);
            connection.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertFails(String servers, String prefix) {
        var settings = new KafkaSettings(servers, "nobody", 1, 1, Map.of());
        var start = CompletableFuture.supplyAsync(() ->
                catchThrowableOfType(StartException.class, () -> TopicAdmin.connect(settings, Duration.ofSeconds(2))));

        assertThat(start)
                .succeedsWithin(Duration.ofSeconds(10))
                .satisfies(failure ->
                        assertThat(failure.lines()).singleElement().asString().startsWith(prefix));
    }
}
