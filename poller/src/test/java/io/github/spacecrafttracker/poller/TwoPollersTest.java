package io.github.spacecrafttracker.poller;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

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

/**
 * Proves docs/guarantees.md#g5 and docs/guarantees.md#g8 with real processes: a leader that is
 * killed or suspended again and again, and a standby.
 */
class TwoPollersTest {

    private final int kills = Integer.getInteger("kills", 2);
    private final Random random = new Random(Long.getLong("seed", 20261124));
    private final List<PollerProcess> pollers = new ArrayList<>();

    /** One for each reply, so that the limit lasts until every leader has polled. */
    private final Semaphore replies = new Semaphore(0);

    @Test
    void polling_continues_within_the_budget_and_nothing_is_repeated_or_reordered(@TempDir Path directory)
            throws Exception {
        try (var broker = EmbeddedBroker.start(directory, 0);
                var fixture = new PollerFixture(broker, "two")) {
            // The first sweep has more pages than the limit allows, so the limit is used up without
            // a pause.
            var limit = 15 + 8 * kills;
            fixture.upstream.serve(catalogue(100 * (limit + 1)));
            fixture.upstream.failUntilRecovered(Fault.rewrite(page -> {
                replies.acquireUninterruptibly();
                return page;
            }));
            try {
                pollers.add(poller(fixture, limit));
                pollers.add(poller(fixture, limit));
                for (var kill = 0; kill < kills; kill++) {
                    killLeader(fixture, limit);
                }
                suspendLeader(fixture);
                replies.release(limit);
                await().until(() -> fixture.bookings().size() >= limit);
                assertOneWriter(fixture, limit);
            } catch (AssertionError | ConditionTimeoutException e) {
                throw withOutput(e);
            } finally {
                pollers.forEach(PollerProcess::close);
            }
        }
    }

    /**
     * A poller crashes at each point of a poll, one after the other, and the next one continues.
     */
    @Test
    void a_poll_that_crashes_anywhere_spends_its_booking_and_leaves_nothing_else(@TempDir Path directory)
            throws Exception {
        try (var broker = EmbeddedBroker.start(directory, 0);
                var fixture = new PollerFixture(broker, "crashing")) {
            var limit = 6 * CrashingPoller.Point.values().length;
            fixture.upstream.serve(catalogue(100 * (limit + 1)));
            try {
                for (var point : CrashingPoller.Point.values()) {
                    var crashing = started(PollerProcess.crashing(point, settings(fixture, limit)));
                    await().until(() -> !crashing.isAlive());
                    assertThat(crashing.output()).noneMatch(line -> line.contains("ERROR"));
                }
                started(PollerProcess.start(settings(fixture, limit)));
                await().until(() -> fixture.bookings().size() >= limit);
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

    /** Kills the leader at a random time. The other continues, and a new one stands by. */
    private void killLeader(PollerFixture fixture, int limit) throws Exception {
        var before = fixture.upstream.spacecraftRequests().size();
        var replied = random.nextInt(1, 5);
        replies.release(replied);
        awaitRequests(fixture, before + replied);
        pause(random.nextInt(80));
        var killed = leader();
        killed.kill();
        // The reply to the killed poller's last request may still wait for a permit.
        replies.release();
        pollers.remove(killed);
        pollers.add(poller(fixture, limit));
    }

    /** Suspends the leader during a request, for longer than the group waits for it. */
    private void suspendLeader(PollerFixture fixture) throws Exception {
        var reply = new CountDownLatch(1);
        var before = fixture.upstream.spacecraftRequests().size();
        fixture.upstream.failNext(Fault.held(reply));
        replies.release();
        awaitRequests(fixture, before + 1);
        var suspended = leader();
        suspended.signal("STOP");
        await().until(() -> pollers.stream().anyMatch(poller -> poller != suspended && poller.isLeader()));
        reply.countDown();
        suspended.signal("CONT");
        await().until(() -> suspended.output().stream().anyMatch(line -> line.contains(" standing by: ")));
    }

    private void assertOneWriter(PollerFixture fixture, int limit) {
        assertThat(fixture.upstream.spacecraftRequests())
                .as("each request was booked before it was sent")
                .hasSizeLessThanOrEqualTo(fixture.bookings().size());
        assertThat(fixture.bookings()).as("bookings").hasSize(limit);
        // The last poll may still be in progress: its snapshots and its report become visible
        // together, but are read one after the other.
        await().untilAsserted(() -> assertThat(snapshotsByPoll(fixture))
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
                .as("only polls of killed pollers are lost")
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
        await().until(poller::isStarted);
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

    private PollerProcess leader() {
        await().until(() -> pollers.stream().anyMatch(PollerProcess::isLeader));
        return pollers.stream().filter(PollerProcess::isLeader).findFirst().orElseThrow();
    }

    private static void awaitRequests(PollerFixture fixture, int target) {
        await().pollInterval(Duration.ofMillis(5))
                .until(() -> fixture.upstream.spacecraftRequests().size() >= target);
    }

    /** Waits for a random time, so that the kill hits any step of a poll. */
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
