package io.github.spacecrafttracker.streams;

import static io.github.spacecrafttracker.streams.SnapshotLog.shown;
import static io.github.spacecrafttracker.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.embedded.JavaProcess;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Kills the service, which runs in a separate process, while it is working. */
class KilledProcessTest extends BrokerTestBase {
    // Longer than the session timeout of 10 s, shorter than Kafka's default of 45 s.
    private static final Duration RECOVERY_TIME = Duration.ofSeconds(30);

    @Test
    void a_killed_service_recovers_within_30_s_and_reports_every_change_once() throws Exception {
        try (var log = new SnapshotLog(broker, "killed")) {
            var process = start(log);
            try {
                log.commit(shown(4, false), shown(5, false));
                await().until(() -> log.events().size() >= 2);
                log.commit(shown(4, true), shown(5, true), shown(4, false));
            } finally {
                process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            }

            var again = start(log);
            try {
                log.commit(shown(5, false));
                await().atMost(RECOVERY_TIME).until(() -> log.events().size() >= 6);
                assertThat(log.events())
                        .containsExactlyInAnyOrder(
                                "4:catalogue:1 catalogue.appeared.v1",
                                "5:catalogue:2 catalogue.appeared.v1",
                                "4:in_space:3 in_space.entered.v1",
                                "5:in_space:4 in_space.entered.v1",
                                "4:in_space:5 in_space.left.v1",
                                "5:in_space:6 in_space.left.v1");
            } finally {
                again.destroy();
                assertThat(again.waitFor(60, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(again.exitValue()).isEqualTo(143);
        }
    }

    private static Process start(SnapshotLog log) throws IOException {
        var builder = JavaProcess.shortLived(Main.class, "256m")
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(directory.resolve("output").toFile()));
        builder.environment().put("KAFKA_BOOTSTRAP_SERVERS", log.kafka.bootstrapServers());
        builder.environment().put("TOPIC_PREFIX", log.kafka.topicPrefix());
        builder.environment().put("HTTP_PORT", "0");
        builder.environment().put("MANAGEMENT_PORT", "0");
        return builder.start();
    }
}
