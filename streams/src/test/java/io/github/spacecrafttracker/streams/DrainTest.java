package io.github.spacecrafttracker.streams;

import static io.github.spacecrafttracker.streams.Log.shown;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.spacecrafttracker.embedded.EmbeddedBroker;
import io.github.spacecrafttracker.service.Closing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service is told to stop, behind a load balancer: it says so first, and leaves nobody without an answer. */
class DrainTest {
    @TempDir
    private Path folder;

    private final Closing around = new Closing();

    @AfterEach
    void stop() {
        around.close();
    }

    @Test
    void it_is_not_ready_at_once_goes_on_answering_and_then_takes_no_more() throws Exception {
        var broker = around.add(EmbeddedBroker.start(folder.resolve("broker"), 0));
        var log = around.add(new Log(broker, "drain"));
        log.commit(shown(4, true), shown(5, false));
        log.sweep();
        var closing = around.add(new Closing());
        var service = StreamsService.start(closing, "127.0.0.1", settings(Duration.ofSeconds(3)), log.kafka);
        int management = service.managementPort();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> get(management, "/health/ready").startsWith("HTTP/1.1 200 "));

        var stopping = new Thread(closing::close);
        stopping.start();
        await().until(() -> get(management, "/health/ready").startsWith("HTTP/1.1 503 "));

        assertThat(get(management, "/health/ready")).endsWith("{\"status\":\"not ready\",\"reasons\":[\"stopping\"]}");
        assertThat(get(management, "/health/live")).startsWith("HTTP/1.1 200 ");
        var answers = answersUntilRefused(service.port());
        assertThat(answers.get(0)).startsWith("HTTP/1.1 200 ").contains("\r\nConnection: close\r\n");
        assertThat(answers).hasSizeGreaterThan(10).allSatisfy(answer -> assertThat(answer)
                .matches("(?s)HTTP/1\\.1 (200 .*\"results\":\\[.*]}|503 .*\\{\"detail\":\"Service Unavailable\\.\"})"));
        await().atMost(Duration.ofSeconds(60)).until(() -> !stopping.isAlive());
    }

    /** One after another without a pause, until nobody listens. */
    private static List<String> answersUntilRefused(int port) throws IOException {
        var answers = new ArrayList<String>();
        while (true) {
            try {
                var answer = get(port, "/2.3.0/spacecraft/");
                if (answer.isEmpty()) {
                    return answers;
                }
                answers.add(answer);
            } catch (SocketException e) {
                // Refused, or never accepted: no request that had begun.
                return answers;
            }
        }
    }

    private static String get(int port, String path) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: a\r\n"
                                    + (path.startsWith("/health") ? "Connection: close\r\n" : "") + "\r\n")
                            .getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    private StreamsSettings settings(Duration drain) {
        return OneInstance.draining(folder.resolve("state"), drain);
    }
}
