package io.github.spacecrafttracker.streams;

import static io.github.spacecrafttracker.streams.SnapshotLog.shown;
import static io.github.spacecrafttracker.testkit.Waiting.await;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.change.ChangeType;
import io.github.spacecrafttracker.streams.changelog.ChangeTopics;
import io.github.spacecrafttracker.streams.http.feed.FeedClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Stops a streams process that is behind a load balancer. The process first reports that it is not
 * ready, and it answers every request.
 */
class DrainTest extends BrokerTestBase {
    private static final String WHOLE =
            "(?s)HTTP/1\\.1 (200 .*\"results\":\\[.*]}|503 .*\\{\"detail\":\"Service Unavailable\\.\"})";

    @Test
    void a_draining_instance_is_not_ready_but_serves_requests_until_it_closes_its_port() throws Exception {
        try (var log = new SnapshotLog(broker, "drain");
                var changes = new ChangeTopics(log.kafka);
                var instance = Instance.start("draining", log, HttpClient.newHttpClient())) {
            log.commit(shown(4, true), shown(5, false));
            log.sweep();
            instance.awaitReady();
            int management = instance.managementPort();
            var follower =
                    FeedClient.open(HttpClient.newHttpClient(), instance.port(), "/v1/changes?kind=status", null);
            await().until(() -> !follower.lastEventId.isEmpty());

            instance.terminate();
            await().until(() -> get(management, "/health/ready").startsWith("HTTP/1.1 503 "));

            changes.commit(ChangeType.STATUS_CHANGED, 4);
            assertThat(get(management, "/health/ready")).contains("\"reasons\":[\"stopping\"]");
            assertThat(get(management, "/health/live")).startsWith("HTTP/1.1 200 ");
            var answers = answersUntilRefused(instance.port());
            assertThat(answers.get(0)).startsWith("HTTP/1.1 200 ").contains("\r\nConnection: close\r\n");
            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer).matches(WHOLE))
                    .filteredOn(answer -> answer.startsWith("HTTP/1.1 200 "))
                    .hasSizeGreaterThan(10);
            instance.awaitStopped();
            assertThat(follower.next(2))
                    .extracting(FeedClient.Event::type)
                    .containsExactly(ChangeType.STATUS_CHANGED.ceType(), "closing");
        }
    }

    /** Sends requests continuously until the port is closed. */
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
                // The connection was refused or never accepted, so the server had not begun to read
                // the request.
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
}
