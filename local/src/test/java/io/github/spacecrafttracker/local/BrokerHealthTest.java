package io.github.spacecrafttracker.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.embedded.broker.EmbeddedBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the health checks of Kafka in the compose file against another port. */
class BrokerHealthTest {
    private final ComposeFile compose = ComposeFile.read();

    BrokerHealthTest() throws IOException {}

    @ParameterizedTest
    @CsvSource({"broker, 19092", "controller, 9093"})
    void each_check_uses_a_port_of_its_own_service(String name, String port) {
        assertThat(check(name)).contains("/127.0.0.1/" + port + " ");
        assertThat(compose.service(name)
                        .at("/environment/KAFKA_LISTENERS")
                        .asString()
                        .split(",", -1))
                .anyMatch(listener -> listener.endsWith("://:" + port));
        assertThat(check(name).replace(port, "")).isEqualTo(check("broker").replace("19092", ""));
    }

    @Test
    void a_broker_that_replies_is_healthy(@TempDir Path directory) throws Exception {
        int port;
        try (var broker = EmbeddedBroker.start(directory, 0)) {
            port = Integer.parseInt(broker.bootstrapServers().split(":", -1)[1]);
            assertThat(isHealthy(port)).isTrue();
        }
        assertThat(isHealthy(port)).isFalse();
    }

    @Test
    void a_server_that_reads_the_request_but_does_not_reply_is_unhealthy() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var server = new Thread(() -> readAndDisconnect(silent));
            server.start();
            assertThat(isHealthy(silent.getLocalPort())).isFalse();
            server.join();
        }
    }

    private String check(String name) {
        return compose.service(name).at("/healthcheck/test").asString();
    }

    /** Runs the check with the timeout of the compose file. */
    private boolean isHealthy(int port) throws Exception {
        return new ProcessBuilder("timeout", "5", "sh", "-c", check("broker").replace("19092", Integer.toString(port)))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private static void readAndDisconnect(ServerSocket silent) {
        try (var client = silent.accept()) {
            assertThat(client.getInputStream().readNBytes(14)).hasSize(14);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
