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
                var fixture = new PollerFixture(broker, "two")) {
            // A first sweep of more pages than the limit allows: so they poll without a pause until it is spent.
            var limit = 15 + 8 * kills;
            fixture.upstream.serve(catalogue(100 * (limit + 1)));
            fixture.upstream.misbehaveUntilTold(Fault.rewrite(page -> {
                answers.acquireUninterruptibly();
                return page;
            }));
            try {
                pollers.add(poller(fixture, limit));
                pollers.add(poller(fixture, limit));
                for (var kill = 0; kill < kills; kill++) {
                    killTheOneThatPolls(fixture, limit);
                }
                holdTheOneThatPolls(fixture);
                answers.release(limit);
                await().atMost(LONG).until(() -> fixture.bookings().size() >= limit);
                assertOneWriter(fixture, limit);
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
                var fixture = new PollerFixture(broker, "doomed")) {
            var limit = 6 * CrashingPoller.Point.values().length;
            fixture.upstream.serve(catalogue(100 * (limit + 1)));
            try {
                for (var point : CrashingPoller.Point.values()) {
                    var doomed = started(PollerProcess.doomed(point, settings(fixture, limit)));
                    await().atMost(LONG).until(() -> !doomed.isAlive());
                    assertThat(doomed.output()).noneMatch(line -> line.contains("ERROR"));
                }
                started(PollerProcess.start(settings(fixture, limit)));
                await().atMost(LONG).until(() -> fixture.bookings().size() >= limit);
                assertOneWriter(fixture, limit);
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
    private void killTheOneThatPolls(PollerFixture fixture, int limit) throws Exception {
        var before = fixture.upstream.spacecraftRequests().size();
        var answered = random.nextInt(1, 5);
        answers.release(answered);
        awaitRequests(fixture, before + answered);
        pause(random.nextInt(80));
        var killed = active();
        killed.kill();
        // What it had asked for and never heard of may wait for its answer still.
        answers.release();
        pollers.remove(killed);
        pollers.add(poller(fixture, limit));
    }

    /** For longer than it is waited for, with a request under way: then it hears that it is no longer its turn. */
    private void holdTheOneThatPolls(PollerFixture fixture) throws Exception {
        var answer = new CountDownLatch(1);
        var before = fixture.upstream.spacecraftRequests().size();
        fixture.upstream.misbehave(Fault.held(answer));
        answers.release();
        awaitRequests(fixture, before + 1);
        var held = active();
        held.signal("STOP");
        await().atMost(LONG).until(() -> pollers.stream().anyMatch(poller -> poller != held && poller.polls()));
        answer.countDown();
        held.signal("CONT");
        await().atMost(LONG).until(() -> held.output().stream().anyMatch(line -> line.contains(" standing by: ")));
    }

    private void assertOneWriter(PollerFixture fixture, int limit) {
        assertThat(fixture.upstream.spacecraftRequests())
                .as("each request was booked before it was sent")
                .hasSizeLessThanOrEqualTo(fixture.bookings().size());
        assertThat(fixture.bookings()).as("bookings").hasSize(limit);
        // The last poll may still be under way: its snapshots and its report become visible together, but are read
        // apart.
        await().atMost(LONG).untilAsserted(() -> assertThat(snapshotsByPoll(fixture))
                .as("snapshots of each poll that was published")
                .isEqualTo(published(fixture)));
        var last = new HashMap<Long, Long>();
        for (Snapshot snapshot : fixture.snapshots()) {
            var before = last.put(snapshot.id(), snapshot.headers().observation());
            assertThat(snapshot.headers().observation())
                    .as("of spacecraft %s", snapshot.id())
                    .isGreaterThan(before == null ? -1 : before);
        }
        assertThat(published(fixture).keySet())
                .as("no poll was lost but those that were killed")
                .hasSizeGreaterThan(limit / 2);
    }

    private static Map<Long, Long> snapshotsByPoll(PollerFixture fixture) {
        return fixture.snapshots().stream()
                .collect(Collectors.groupingBy(snapshot -> snapshot.headers().observation(), Collectors.counting()));
    }

    private static Map<Long, Long> published(PollerFixture fixture) {
        var published = new HashMap<Long, Long>();
        for (var report : fixture.polls()) {
            if (report instanceof Page page && page.exchange().observation() != null && page.read() != null) {
                published.put(page.exchange().observation(), (long) page.read().published());
            }
        }
        return published;
    }

    private PollerProcess poller(PollerFixture fixture, int limit) throws Exception {
        var poller = PollerProcess.start(settings(fixture, limit));
        await().atMost(LONG).until(poller::started);
        return poller;
    }

    private PollerProcess started(PollerProcess poller) {
        pollers.add(poller);
        return poller;
    }

    private static Map<String, String> settings(PollerFixture fixture, int limit) {
        return Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                fixture.kafka.bootstrapServers(),
                "TOPIC_PREFIX",
                fixture.kafka.topicPrefix(),
                "LL2_BASE_URL",
                fixture.upstream.baseUrl(),
                "LL2_REQUESTS_PER_HOUR",
                Integer.toString(limit),
                "POLLER_MANAGEMENT_PORT",
                "0");
    }

    private PollerProcess active() {
        await().atMost(LONG).until(() -> pollers.stream().anyMatch(PollerProcess::polls));
        return pollers.stream().filter(PollerProcess::polls).findFirst().orElseThrow();
    }

    private static void awaitRequests(PollerFixture fixture, int target) {
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> fixture.upstream.spacecraftRequests().size() >= target);
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
