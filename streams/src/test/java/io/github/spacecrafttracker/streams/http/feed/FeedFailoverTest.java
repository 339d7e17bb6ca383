package io.github.spacecrafttracker.streams.http.feed;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.streams.BrokerTestBase;
import io.github.spacecrafttracker.streams.Instance;
import io.github.spacecrafttracker.streams.SnapshotLog;
import io.github.spacecrafttracker.streams.changelog.ChangingSpacecraft;
import io.github.spacecrafttracker.streams.diff.CommittedChanges;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Many clients follow the feed of two instances in separate processes, while clients are
 * disconnected at random points and instances are killed. The clients continue where they stopped,
 * on any instance, and some of them with another filter. See docs/guarantees.md#g1.
 */
class FeedFailoverTest extends BrokerTestBase {
    private static final int MAX_CUTS = 6;

    private final int clients = Integer.getInteger("clients", 120);
    private final int rounds = Integer.getInteger("rounds", 25);
    private final long seed = Long.getLong("seed", 20261125);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void each_client_receives_exactly_what_a_kafka_consumer_receives() throws Exception {
        var settings = Map.of(
                "FEED_CLIENTS", Integer.toString(clients + 10),
                "FEED_CLIENTS_PER_ADDRESS", Integer.toString(clients + 10));
        try (var log = new SnapshotLog(broker, "failover", Instant.now(), Duration.ofMillis(20));
                var a = Instance.start("a", log, http, "256m", settings);
                var b = Instance.start("b", log, http, "256m", settings)) {
            var spacecraft = new ChangingSpacecraft(log, seed);
            spacecraft.change();
            log.sweep();
            a.awaitReady();
            b.awaitReady();
            var withoutClients = threadsAndHeap(b);

            var followers = followers();
            try (var pool = new ClientPool(List.of(a.port(), b.port()))) {
                followers.forEach(pool::add);
                change(spacecraft);
                pool.setServers(List.of(b.port()));
                a.kill();
                change(spacecraft);
                a.start();
                pool.setServers(List.of(a.port(), b.port()));
                change(spacecraft);
                a.awaitReady();

                var committed = awaitCommitted(log);
                followers.forEach(Follower::settle);
                await().untilAsserted(() -> assertThat(followers)
                        .allMatch(follower -> follower.hasEverything(committed), "has received everything"));
                System.out.printf(
                        "%d clients, %d changes, %d connections%n%s without clients%n%s with all clients%n",
                        clients,
                        committed.changes().size(),
                        followers.stream()
                                .mapToInt(follower -> follower.connections().size())
                                .sum(),
                        withoutClients,
                        threadsAndHeap(b));
            }

            var committed = CommittedChanges.in(log);
            for (var follower : followers) {
                assertThat(follower.connections()).isNotEmpty().allSatisfy(connection -> assertThat(
                                connection.faults(committed))
                        .isEmpty());
                assertThat(gaps(follower)).isEmpty();
            }
        }
    }

    /**
     * A third of the clients has no filter, a third has one filter, and a third changes its filter
     * on each connection.
     */
    private List<Follower> followers() {
        var random = new Random(seed);
        return IntStream.range(0, clients)
                .mapToObj(number -> new Follower(random.nextLong(), queries(number), random.nextInt(MAX_CUTS + 1)))
                .toList();
    }

    private static IntFunction<FeedQuery> queries(int number) {
        return switch (number % 3) {
            case 0 -> connection -> FeedQuery.ALL;
            case 1 -> connection -> FeedQuery.SAMPLES.get(number / 3 % FeedQuery.SAMPLES.size());
            default -> connection -> FeedQuery.SAMPLES.get((number / 3 + connection) % FeedQuery.SAMPLES.size());
        };
    }

    private void change(ChangingSpacecraft spacecraft) throws Exception {
        for (int round = 0; round < rounds; round++) {
            spacecraft.change();
        }
    }

    /**
     * Writes enough spacecraft to reach every partition, and waits until the diff has processed
     * them.
     */
    private static CommittedChanges awaitCommitted(SnapshotLog log) throws Exception {
        log.commit(IntStream.range(900, 930)
                .mapToObj(id -> SnapshotLog.shown(id, true))
                .toArray(SnapshotLog.Shown[]::new));
        await().until(() -> log.events().stream()
                        .filter(line -> line.matches("9[0-9]{2}:catalogue.*"))
                        .count()
                == 30);
        return CommittedChanges.in(log);
    }

    /** Returns the connections that did not start where the previous one ended. */
    private static List<String> gaps(Follower follower) {
        var gaps = new ArrayList<String>();
        var connections = follower.connections();
        for (int number = 0; number < connections.size(); number++) {
            var before = number == 0 ? null : connections.get(number - 1).end();
            var start = connections.get(number).start();
            if (before == null
                    ? ReadCursor.of(start).stream().anyMatch(offset -> offset != 0)
                    : !start.equals(before)) {
                gaps.add("connection " + number + " started at " + start + ", but the previous one ended at " + before);
            }
        }
        return gaps;
    }

    private static String threadsAndHeap(Instance instance) throws IOException, InterruptedException {
        return "instance: %.0f threads, %.1f MiB of heap"
                .formatted(instance.measured("jvm_threads_live_threads"), instance.heapInUse() / 1024 / 1024);
    }
}
