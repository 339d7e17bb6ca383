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
 * Many clients follow the feed of instances that are processes of their own. They are cut off wherever it may be, the instances are killed, and they go on where
 * they were, at whichever instance they find and some with another filter.
 */
class FeedUnderFireTest extends BrokerTestBase {
    private static final int CUTS = 6;

    private final int clients = Integer.getInteger("clients", 120);
    private final int rounds = Integer.getInteger("rounds", 25);
    private final long seed = Long.getLong("seed", 20261125);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void each_receives_exactly_what_a_kafka_reader_does() throws Exception {
        var settings = Map.of(
                "FEED_CLIENTS", Integer.toString(clients + 10),
                "FEED_CLIENTS_PER_ADDRESS", Integer.toString(clients + 10));
        try (var log = new SnapshotLog(broker, "fire", Instant.now(), Duration.ofMillis(20));
                var a = Instance.start("a", log, http, "256m", settings);
                var b = Instance.start("b", log, http, "256m", settings)) {
            var spacecraft = new ChangingSpacecraft(log, seed);
            spacecraft.change();
            log.sweep();
            a.awaitReady();
            b.awaitReady();
            var alone = threadsAndHeap(b);

            var followers = followers();
            try (var swarm = new Swarm(List.of(a.port(), b.port()))) {
                followers.forEach(swarm::add);
                change(spacecraft);
                swarm.servers(List.of(b.port()));
                a.kill();
                change(spacecraft);
                a.start();
                swarm.servers(List.of(a.port(), b.port()));
                change(spacecraft);
                a.awaitReady();

                var committed = settled(log);
                followers.forEach(Follower::settle);
                await().untilAsserted(() ->
                        assertThat(followers).allMatch(follower -> follower.isThere(committed), "has all there is"));
                System.out.printf(
                        "%d clients, %d changes, %d connections%n%s without clients%n%s with all of them%n",
                        clients,
                        committed.changes().size(),
                        followers.stream()
                                .mapToInt(each -> each.followings().size())
                                .sum(),
                        alone,
                        threadsAndHeap(b));
            }

            var committed = CommittedChanges.in(log);
            for (var follower : followers) {
                assertThat(follower.followings()).isNotEmpty().allSatisfy(each -> assertThat(each.faults(committed))
                        .isEmpty());
                assertThat(gaps(follower)).isEmpty();
            }
        }
    }

    /** A third want everything, a third something, and a third something else each time. */
    private List<Follower> followers() {
        var random = new Random(seed);
        return IntStream.range(0, clients)
                .mapToObj(number -> new Follower(random.nextLong(), wanted(number), random.nextInt(CUTS + 1)))
                .toList();
    }

    private static IntFunction<Wanted> wanted(int number) {
        return switch (number % 3) {
            case 0 -> connection -> Wanted.ALL;
            case 1 -> connection -> Wanted.SOME.get(number / 3 % Wanted.SOME.size());
            default -> connection -> Wanted.SOME.get((number / 3 + connection) % Wanted.SOME.size());
        };
    }

    private void change(ChangingSpacecraft spacecraft) throws Exception {
        for (int round = 0; round < rounds; round++) {
            spacecraft.change();
        }
    }

    /** When the diff has told all that was written: it has come to the last of so many that each partition has some. */
    private static CommittedChanges settled(SnapshotLog log) throws Exception {
        log.commit(IntStream.range(900, 930)
                .mapToObj(id -> SnapshotLog.shown(id, true))
                .toArray(SnapshotLog.Shown[]::new));
        await().until(() -> log.events().stream()
                        .filter(line -> line.matches("9[0-9]{2}:catalogue.*"))
                        .count()
                == 30);
        return CommittedChanges.in(log);
    }

    /** Where a client did not go on from where it had been. */
    private static List<String> gaps(Follower follower) {
        var gaps = new ArrayList<String>();
        var followings = follower.followings();
        for (int number = 0; number < followings.size(); number++) {
            var before = number == 0 ? null : followings.get(number - 1).end();
            var start = followings.get(number).start();
            if (before == null
                    ? ReadCursor.of(start).stream().anyMatch(offset -> offset != 0)
                    : !start.equals(before)) {
                gaps.add("connection " + number + " began at " + start + " after " + before);
            }
        }
        return gaps;
    }

    private static String threadsAndHeap(Instance instance) throws IOException, InterruptedException {
        return "instance: %.0f threads, %.1f MiB of heap"
                .formatted(instance.measured("jvm_threads_live_threads"), instance.heapInUse() / 1024 / 1024);
    }
}
