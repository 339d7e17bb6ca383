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

/** What the compose file asks Kafka, asked of another port. */
class BrokerHealthTest {
    private final ComposeFile compose = ComposeFile.read();

    BrokerHealthTest() throws IOException {}

    @ParameterizedTest
    @CsvSource({"broker, 19092", "controller, 9093"})
    void each_is_asked_at_a_port_that_it_listens_on(String name, String port) {
        assertThat(check(name)).contains("/127.0.0.1/" + port + " ");
        assertThat(compose.service(name)
                        .at("/environment/KAFKA_LISTENERS")
                        .asString()
                        .split(",", -1))
                .anyMatch(listener -> listener.endsWith("://:" + port));
        assertThat(check(name).replace(port, "")).isEqualTo(check("broker").replace("19092", ""));
    }

    @Test
    void a_broker_that_answers_is_healthy(@TempDir Path folder) throws Exception {
        int port;
        try (var broker = EmbeddedBroker.start(folder, 0)) {
            port = Integer.parseInt(broker.bootstrapServers().split(":", -1)[1]);
            assertThat(isHealthy(port)).isTrue();
        }
        assertThat(isHealthy(port)).isFalse();
    }

    @Test
    void who_takes_the_question_and_says_nothing_is_not() throws Exception {
        try (var mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var hangsUp = new Thread(() -> takeAndHangUp(mute));
            hangsUp.start();
            assertThat(isHealthy(mute.getLocalPort())).isFalse();
            hangsUp.join();
        }
    }

    private String check(String name) {
        return compose.service(name).at("/healthcheck/test").asString();
    }

    /** With the check's time-out, as it stands there. */
    private boolean isHealthy(int port) throws Exception {
        return new ProcessBuilder("timeout", "5", "sh", "-c", check("broker").replace("19092", Integer.toString(port)))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private static void takeAndHangUp(ServerSocket mute) {
        try (var asked = mute.accept()) {
            assertThat(asked.getInputStream().readNBytes(14)).hasSize(14);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
