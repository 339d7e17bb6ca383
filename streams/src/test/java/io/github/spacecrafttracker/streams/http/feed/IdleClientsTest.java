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

/** Many clients, in processes of their own, that have nothing to read, on an instance that is one too: they cost it some heap and no threads, and are told what happens. */
class IdleClientsTest extends BrokerTestBase {
    private static final int IN_A_PROCESS = 5000;

    private final int idle = Integer.getInteger("idle", 300);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void idle_clients_cost_no_threads_and_are_told_what_happens() throws Exception {
        var limit = Integer.toString(idle + 1);
        var settings = Map.of("FEED_CLIENTS", limit, "FEED_CLIENTS_PER_ADDRESS", limit);
        var swarms = new ArrayList<JavaProcess>();
        try (var log = new SnapshotLog(broker, "idle", Instant.now(), Duration.ofMillis(20));
                var instance = Instance.start("a", log, http, "512m", settings)) {
            log.commit(SnapshotLog.shown(1, false));
            log.sweep();
            instance.awaitReady();
            var heap = instance.heapInUse();
            for (int left = idle; left > 0; left -= IN_A_PROCESS) {
                swarms.add(JavaProcess.start(JavaProcess.running(
                                IdleSwarm.class,
                                "512m",
                                Integer.toString(instance.port()),
                                Integer.toString(Math.min(left, IN_A_PROCESS)))
                        .redirectErrorStream(true)));
            }
            await().until(() -> last(swarms, "connected ") == idle);
            var heapWithAll = instance.heapInUse();
            var threads = instance.measured("jvm_threads_live_threads");
            System.out.printf(
                    "%d idle clients: %.0f threads, %.1f MiB of heap, %.1f KiB for each client%n",
                    idle, threads, heapWithAll / 1024 / 1024, (heapWithAll - heap) / 1024 / idle);

            log.commit(SnapshotLog.shown(1, true));
            await().until(() -> last(swarms, "received ") == idle);
            assertThat(threads).as("those of its pool, which requests share").isLessThan(220);
        } finally {
            swarms.forEach(JavaProcess::close);
        }
    }

    private static long last(List<JavaProcess> swarms, String what) {
        return swarms.stream()
                .mapToLong(swarm -> swarm.output().stream()
                        .filter(line -> line.startsWith(what))
                        .reduce((before, after) -> after)
                        .map(line -> Long.parseLong(line.substring(what.length())))
                        .orElse(0L))
                .sum();
    }
}
