package io.github.spacecrafttracker.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BrokerTest {
    @Test
    void nobody_there_is_one_clear_line_in_bounded_time() throws IOException {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertRefused(
                "127.0.0.1:" + free, "no Kafka broker answers at 127.0.0.1:" + free + " (KAFKA_BOOTSTRAP_SERVERS)");
    }

    @Test
    void a_listener_that_says_nothing_is_one_clear_line_in_bounded_time() throws IOException {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var server = "127.0.0.1:" + silent.getLocalPort();
            assertRefused(server, "no Kafka broker answers at " + server);
        }
    }

    @Test
    void a_host_without_an_address_is_one_clear_line() {
        assertRefused("nobody.invalid:9092", "no address is known for nobody.invalid:9092 (KAFKA_BOOTSTRAP_SERVERS)");
    }

    private static void assertRefused(String servers, String begins) {
        var settings = new KafkaSettings(servers, "nobody", 1, 1, Map.of());
        var start = CompletableFuture.supplyAsync(() ->
                catchThrowableOfType(StartException.class, () -> Broker.connect(settings, Duration.ofSeconds(2))));

        assertThat(start)
                .succeedsWithin(Duration.ofSeconds(10))
                .satisfies(refused ->
                        assertThat(refused.lines()).singleElement().asString().startsWith(begins));
    }
}
