package io.github.spacecrafttracker.poller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.spacecrafttracker.embedded.broker.EmbeddedBroker;
import io.github.spacecrafttracker.embedded.upstream.Fault;
import io.github.spacecrafttracker.embedded.upstream.RecordedSpacecraft;
import io.github.spacecrafttracker.poll.PollReport.Page;
import io.github.spacecrafttracker.snapshot.Snapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Promises 5 and 8 with real processes: one polls, the other stands by, and the one that polls is killed or held again and again. */
class TwoPollersTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    private final int kills = Integer.getInteger("kills", 2);
    private final Random random = new Random(Long.getLong("seed", 20261124));
    private final List<PollerProcess> pollers = new ArrayList<>();

    /** One for each reply, so that the limit lasts until all of them have had their turn. */
    private final Semaphore answers = new Semaphore(0);

    @Test
    void polls_go_on_and_never_more_than_the_budget_and_nothing_twice_or_out_of_order(@TempDir Path folder)
            throws Exception {
        try (var broker = EmbeddedBroker.start(folder, 0);
                var rig = new Rig(broker, "two")) {
            // A first sweep of more pages than the limit allows: so they poll without a pause until it is spent.
            var limit = 15 + 8 * kills;
            rig.upstream.serve(catalogue(100 * (limit + 1)));
            rig.upstream.misbehaveUntilTold(Fault.rewrite(page -> {
                answers.acquireUninterruptibly();
                return page;
            }));
            try {
                pollers.add(poller(rig, limit));
                pollers.add(poller(rig, limit));
                for (var kill = 0; kill < kills; kill++) {
                    killTheOneThatPolls(rig, limit);
                }
                holdTheOneThatPolls(rig);
                answers.release(limit);
                await().atMost(LONG).until(() -> rig.bookings().size() >= limit);
                assertOneWriter(rig, limit);
            } catch (AssertionError | ConditionTimeoutException e) {
                throw withOutput(e);
            } finally {
                pollers.forEach(PollerProcess::close);
            }
        }
    }

    /** Each point of a poll, one after the other: whoever is cut off there leaves nothing half done, and the next goes on. */
    @Test
    void a_poll_that_is_cut_off_anywhere_spends_its_booking_and_leaves_nothing_else(@TempDir Path folder)
            throws Exception {
        try (var broker = EmbeddedBroker.start(folder, 0);
                var rig = new Rig(broker, "doomed")) {
            var limit = 6 * DoomedPoller.Point.values().length;
            rig.upstream.serve(catalogue(100 * (limit + 1)));
            try {
                for (var point : DoomedPoller.Point.values()) {
                    var doomed = started(PollerProcess.doomed(point, settings(rig, limit)));
                    await().atMost(LONG).until(() -> !doomed.isAlive());
                    assertThat(doomed.output()).noneMatch(line -> line.contains("ERROR"));
                }
                started(PollerProcess.start(settings(rig, limit)));
                await().atMost(LONG).until(() -> rig.bookings().size() >= limit);
                assertOneWriter(rig, limit);
            } catch (AssertionError | ConditionTimeoutException e) {
                throw withOutput(e);
            } finally {
                pollers.forEach(PollerProcess::close);
            }
        }
    }

    private AssertionError withOutput(Throwable e) {
        var output = pollers.stream().map(poller -> String.join("\n", poller.output()));
        return new AssertionError(output.collect(Collectors.joining("\n----\n")), e);
    }

    /** At any moment of its polling; the other goes on, and a new one stands by. */
    private void killTheOneThatPolls(Rig rig, int limit) throws Exception {
        var before = rig.upstream.spacecraftRequests().size();
        var answered = random.nextInt(1, 5);
        answers.release(answered);
        awaitRequests(rig, before + answered);
        pause(random.nextInt(80));
        var killed = active();
        killed.kill();
        // What it had asked for and never heard of may wait for its answer still.
        answers.release();
        pollers.remove(killed);
        pollers.add(poller(rig, limit));
    }

    /** For longer than it is waited for, with a request under way: then it hears that it is no longer its turn. */
    private void holdTheOneThatPolls(Rig rig) throws Exception {
        var answer = new CountDownLatch(1);
        var before = rig.upstream.spacecraftRequests().size();
        rig.upstream.misbehave(Fault.held(answer));
        answers.release();
        awaitRequests(rig, before + 1);
        var held = active();
        held.signal("STOP");
        await().atMost(LONG).until(() -> pollers.stream().anyMatch(poller -> poller != held && poller.polls()));
        answer.countDown();
        held.signal("CONT");
        await().atMost(LONG).until(() -> held.output().stream().anyMatch(line -> line.contains(" standing by: ")));
    }

    private void assertOneWriter(Rig rig, int limit) {
        assertThat(rig.upstream.spacecraftRequests())
                .as("each request was booked before it was sent")
                .hasSizeLessThanOrEqualTo(rig.bookings().size());
        assertThat(rig.bookings()).as("bookings").hasSize(limit);
        // The last poll may still be under way: its snapshots and its report become visible together, but are read
        // apart.
        await().atMost(LONG).untilAsserted(() -> assertThat(snapshotsByPoll(rig))
                .as("snapshots of each poll that was published")
                .isEqualTo(published(rig)));
        var last = new HashMap<Long, Long>();
        for (Snapshot snapshot : rig.snapshots()) {
            var before = last.put(snapshot.id(), snapshot.headers().observation());
            assertThat(snapshot.headers().observation())
                    .as("of spacecraft %s", snapshot.id())
                    .isGreaterThan(before == null ? -1 : before);
        }
        assertThat(published(rig).keySet())
                .as("no poll was lost but those that were killed")
                .hasSizeGreaterThan(limit / 2);
    }

    private static Map<Long, Long> snapshotsByPoll(Rig rig) {
        return rig.snapshots().stream()
                .collect(Collectors.groupingBy(snapshot -> snapshot.headers().observation(), Collectors.counting()));
    }

    private static Map<Long, Long> published(Rig rig) {
        var published = new HashMap<Long, Long>();
        for (var report : rig.polls()) {
            if (report instanceof Page page && page.exchange().observation() != null && page.read() != null) {
                published.put(page.exchange().observation(), (long) page.read().published());
            }
        }
        return published;
    }

    private PollerProcess poller(Rig rig, int limit) throws Exception {
        var poller = PollerProcess.start(settings(rig, limit));
        await().atMost(LONG).until(poller::started);
        return poller;
    }

    private PollerProcess started(PollerProcess poller) {
        pollers.add(poller);
        return poller;
    }

    private static Map<String, String> settings(Rig rig, int limit) {
        return Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                rig.kafka.bootstrapServers(),
                "TOPIC_PREFIX",
                rig.kafka.topicPrefix(),
                "LL2_BASE_URL",
                rig.upstream.baseUrl(),
                "LL2_REQUESTS_PER_HOUR",
                Integer.toString(limit),
                "POLLER_MANAGEMENT_PORT",
                "0");
    }

    private PollerProcess active() {
        await().atMost(LONG).until(() -> pollers.stream().anyMatch(PollerProcess::polls));
        return pollers.stream().filter(PollerProcess::polls).findFirst().orElseThrow();
    }

    private static void awaitRequests(Rig rig, int target) {
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> rig.upstream.spacecraftRequests().size() >= target);
    }

    /** A moment that falls anywhere in what goes on. */
    private static void pause(int millis) throws InterruptedException {
        assertThat(new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)).isFalse();
    }

    private static List<ObjectNode> catalogue(int size) {
        var recorded = RecordedSpacecraft.all();
        var rows = new ArrayList<ObjectNode>();
        for (var index = 0; index < size; index++) {
            rows.add(recorded.get(index % recorded.size()).deepCopy().put("id", 1_000 + index));
        }
        return rows;
    }
}
