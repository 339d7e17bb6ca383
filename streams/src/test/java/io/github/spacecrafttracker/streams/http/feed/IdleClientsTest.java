package io.github.spacecrafttracker.streams.http.feed;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.embedded.JavaProcess;
import io.github.spacecrafttracker.streams.BrokerTestBase;
import io.github.spacecrafttracker.streams.Instance;
import io.github.spacecrafttracker.streams.SnapshotLog;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Connects many idle clients from separate processes. Each client requires some heap but no thread
 * in the instance, and receives changes.
 */
class IdleClientsTest extends BrokerTestBase {
    private static final int CLIENTS_PER_PROCESS = 5000;

    private final int idle = Integer.getInteger("idle", 300);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void idle_clients_need_no_threads_and_receive_changes() throws Exception {
        var limit = Integer.toString(idle + 1);
        var settings = Map.of("FEED_CLIENTS", limit, "FEED_CLIENTS_PER_ADDRESS", limit);
        var processes = new ArrayList<JavaProcess>();
        try (var log = new SnapshotLog(broker, "idle", Instant.now(), Duration.ofMillis(20));
                var instance = Instance.start("a", log, http, "512m", settings)) {
            log.commit(SnapshotLog.shown(1, false));
            log.sweep();
            instance.awaitReady();
            var heapBefore = instance.heapInUse();
            for (int left = idle; left > 0; left -= CLIENTS_PER_PROCESS) {
                processes.add(JavaProcess.start(JavaProcess.running(
                                IdleClientsProcess.class,
                                "512m",
                                Integer.toString(instance.port()),
                                Integer.toString(Math.min(left, CLIENTS_PER_PROCESS)))
                        .redirectErrorStream(true)));
            }
            await().until(() -> sumOfLast(processes, "connected ") == idle);
            var heapWithAll = instance.heapInUse();
            var threads = instance.measured("jvm_threads_live_threads");
            System.out.printf(
                    "%d idle clients: %.0f threads, %.1f MiB of heap, %.1f KiB for each client%n",
                    idle, threads, heapWithAll / 1024 / 1024, (heapWithAll - heapBefore) / 1024 / idle);

            log.commit(SnapshotLog.shown(1, true));
            await().until(() -> sumOfLast(processes, "received ") == idle);
            assertThat(threads)
                    .as("threads of the pool that all requests share")
                    .isLessThan(220);
        } finally {
            processes.forEach(JavaProcess::close);
        }
    }

    private static long sumOfLast(List<JavaProcess> processes, String prefix) {
        return processes.stream()
                .mapToLong(process -> process.output().stream()
                        .filter(line -> line.startsWith(prefix))
                        .reduce((first, second) -> second)
                        .map(line -> Long.parseLong(line.substring(prefix.length())))
                        .orElse(0L))
                .sum();
    }
}
