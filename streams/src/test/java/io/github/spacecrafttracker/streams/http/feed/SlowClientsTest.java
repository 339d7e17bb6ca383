package io.github.spacecrafttracker.streams.http.feed;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.streams.BrokerTestBase;
import io.github.spacecrafttracker.streams.HttpReply;
import io.github.spacecrafttracker.streams.SnapshotLog;
import io.github.spacecrafttracker.streams.changelog.ChangeWriter;
import io.github.spacecrafttracker.streams.diff.CommittedChanges;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import tools.jackson.databind.JsonNode;

/** Slow clients do not delay other clients, and continue exactly where they stopped. */
class SlowClientsTest extends BrokerTestBase {
    private static final int MAX_CLIENTS = 10;
    // Several times the capacity of two socket buffers.
    private static final int CHANGES = 240;
    private static final String LARGE = "x".repeat(30_000);

    private final SnapshotLog log;
    private final ChangeWriter writer;

    SlowClientsTest(TestInfo test) throws Exception {
        log = new SnapshotLog(
                broker, test.getTestMethod().orElseThrow().getName(), Instant.now(), Duration.ofMillis(20));
        writer = new ChangeWriter(log);
    }

    @AfterEach
    void closeLog() {
        writer.close();
        log.close();
    }

    @Test
    void other_clients_are_served_while_some_do_not_read() throws Exception {
        try (var server = new ClockedFeed(log, MAX_CLIENTS);
                var stuck = new SlowClient(server.port(), follower());
                var slow = new SlowClient(server.port(), follower());
                var pool = new ClientPool(List.of(server.port()))) {
            assertThat(stuck.closings()).isEmpty();
            var others = Stream.generate(SlowClientsTest::follower).limit(5).toList();
            others.forEach(pool::add);
            for (int round = 0; round < 3; round++) {
                writer.commit(CHANGES / 3, LARGE);
                assertThat(slow.read(1)).isTrue();
                awaitAll(others);
            }

            assertThat(server.clients()).isEqualTo(7);
            assertThat(stuck.closings()).isEmpty();
        }
    }

    @Test
    void a_client_that_is_too_slow_is_disconnected_with_a_reason_and_continues_exactly_where_it_stopped()
            throws Exception {
        var follower = follower();
        try (var server = new ClockedFeed(log, MAX_CLIENTS);
                var slow = new SlowClient(server.port(), follower);
                var pool = new ClientPool(List.of(server.port()))) {
            var other = follower();
            pool.add(other);
            writer.commit(CHANGES, LARGE);
            awaitAll(List.of(other));

            server.advance(Duration.ofSeconds(11));
            slow.readToTheEnd();

            assertThat(slow.closings()).containsExactly("{\"reason\":\"too-slow\"}");
            assertContinues(pool, follower);
        }
    }

    @Test
    void a_client_that_never_reads_is_disconnected_and_continues_exactly_where_it_stopped() throws Exception {
        var follower = follower();
        try (var server = new ClockedFeed(log, MAX_CLIENTS);
                var stuck = new SlowClient(server.port(), follower);
                var pool = new ClientPool(List.of(server.port()))) {
            var other = follower();
            pool.add(other);
            writer.commit(CHANGES, LARGE);
            awaitAll(List.of(other));

            server.advance(Duration.ofSeconds(61));
            await().until(() -> server.clients() == 1);

            stuck.readToTheEnd();
            assertThat(stuck.closings()).isEmpty();
            assertContinues(pool, follower);
        }
    }

    @Test
    void a_client_whose_next_changes_are_no_longer_in_memory_gets_the_oldest_cursor_and_the_topics() throws Exception {
        try (var server = new ClockedFeed(log, MAX_CLIENTS, 20);
                var stuck = new SlowClient(server.port(), follower())) {
            writer.commit(CHANGES, LARGE);
            await().until(() -> newest(server).path("data").path("observation").asInt() == CHANGES);

            stuck.readToTheEnd();

            assertThat(stuck.closings()).hasSize(1);
            var closing = Json.MAPPER.readTree(stuck.closings().get(0));
            assertThat(closing.path("reason").asString()).isEqualTo("cursor-expired");
            assertThat(closing.path("topics")).hasSize(5);
            assertThat(page(server, "since=" + closing.path("oldest_cursor").asString()))
                    .hasSize(20);
        }
    }

    private static JsonNode newest(ClockedFeed server) throws IOException {
        return page(server, "order=newest&limit=1").path(0);
    }

    private static JsonNode page(ClockedFeed server, String query) throws IOException {
        var page =
                HttpReply.of(server.port(), "GET", "/v1/changes?" + query, "Host: here:80", "Accept: application/json");
        return Json.MAPPER.readTree(page.body()).path("results");
    }

    private static Follower follower() {
        return new Follower(0, connection -> FeedQuery.ALL, 0);
    }

    private void awaitAll(List<Follower> followers) {
        var committed = CommittedChanges.in(log);
        await().untilAsserted(() -> assertThat(followers)
                .as("clients that have not received everything")
                .filteredOn(follower -> !follower.hasEverything(committed))
                .isEmpty());
    }

    private void assertContinues(ClientPool pool, Follower follower) {
        assertThat(follower.hasEverything(CommittedChanges.in(log))).isFalse();
        pool.add(follower);
        awaitAll(List.of(follower));
        var committed = CommittedChanges.in(log);
        assertThat(follower.connections()).hasSize(2).allSatisfy(connection -> assertThat(connection.faults(committed))
                .isEmpty());
        assertThat(follower.connections().get(1).start())
                .isEqualTo(follower.connections().get(0).end());
    }
}
