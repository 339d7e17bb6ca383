package io.github.spacecrafttracker.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.embedded.EmbeddedBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the compose file asks its broker, asked of another port. */
class BrokerHealthTest {
    private static final String PORT = "19092";

    private final String check;

    BrokerHealthTest() throws IOException {
        var broker = ComposeFile.read().service("broker");
        assertThat(broker.at("/environment/KAFKA_LISTENERS").asString()).startsWith("INSIDE://:" + PORT + ",");
        check = broker.at("/healthcheck/test").asString();
        assertThat(check).contains("/127.0.0.1/" + PORT + " ");
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

    private boolean isHealthy(int port) throws Exception {
        return new ProcessBuilder("sh", "-c", check.replace(PORT, Integer.toString(port)))
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
