package io.github.spacecrafttracker.streams.catalogue;

import static io.github.spacecrafttracker.streams.SnapshotLog.at;
import static io.github.spacecrafttracker.streams.SnapshotLog.shown;
import static io.github.spacecrafttracker.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.streams.BrokerTestBase;
import io.github.spacecrafttracker.streams.SnapshotLog;
import io.github.spacecrafttracker.streams.SnapshotLog.Shown;
import io.github.spacecrafttracker.streams.http.ll2.CatalogueServer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Tests the {@code As-Of} and {@code Age} headers, and the replies before the first complete sweep.
 * The current time is ten minutes after the start of the log. See docs/guarantees.md#g6.
 */
class FreshnessTest extends BrokerTestBase {
    private static final String LIST = "/2.3.0/spacecraft/";

    @Test
    void before_a_complete_sweep_only_known_spacecraft_are_served() throws Exception {
        try (var log = new SnapshotLog(broker, "before");
                var server = server(log)) {
            log.commit(shown(3, false), shown(4, true));
            await().until(() -> server.get(LIST + "4/").status() == 200);

            for (var path : List.of("", "?in_space=true", "?status=99", "5/", "5/?status=99")) {
                var reply = server.get(LIST + path);
                assertThat(reply.status()).isEqualTo(503);
                assertThat(reply.body()).isEqualTo("{\"detail\":\"Not ready: no sweep has been completed yet.\"}");
                assertThat(reply.header("Retry-After")).contains("10");
                assertThat(reply.header("As-Of")).isEmpty();
                assertThat(reply.header("Age")).isEmpty();
            }
            assertThat(server.get(LIST + "?status=x").status()).isEqualTo(400);
            assertThat(server.get(LIST + "x/").status()).isEqualTo(404);
            assertThat(server.get(LIST + "4/?in_space=false").status()).isEqualTo(404);
            assertThat(freshness(server, "4/")).isEqualTo("2026-11-24T10:02:00.000Z 480");
        }
    }

    @Test
    void a_list_is_as_of_the_newest_sweep_and_the_list_of_spacecraft_in_space_is_as_of_a_later_watch()
            throws Exception {
        try (var log = new SnapshotLog(broker, "after");
                var server = server(log)) {
            log.commit(shown(3, false), shown(4, true), shown(5, true), new Shown(5, null));
            log.watch(at(0));
            log.sweep();
            await().until(() -> server.get(LIST).status() == 200);
            for (var path : List.of("", "?in_space=true", "?limit=1&offset=7", "99/")) {
                assertThat(freshness(server, path)).isEqualTo("2026-11-24T10:01:00.000Z 540");
            }
            assertThat(freshness(server, "3/")).isEqualTo("2026-11-24T10:01:00.000Z 540");
            assertThat(freshness(server, "4/?in_space=false")).isEqualTo("2026-11-24T10:02:00.000Z 480");
            assertThat(freshness(server, "5/")).isEqualTo("2026-11-24T10:04:00.000Z 360");

            log.watch(at(3));
            await().untilAsserted(() ->
                    assertThat(freshness(server, "?in_space=true")).isEqualTo("2026-11-24T10:03:00.000Z 420"));
            assertThat(freshness(server, "?in_space=1&status=1")).isEqualTo("2026-11-24T10:03:00.000Z 420");
            for (var path : List.of("", "?in_space=false", "?in_space=true&in_space=", "99/")) {
                assertThat(freshness(server, path)).isEqualTo("2026-11-24T10:01:00.000Z 540");
            }
        }
    }

    @Test
    void a_reply_from_the_future_has_the_age_zero() throws Exception {
        try (var log = new SnapshotLog(broker, "ahead");
                var server = server(log)) {
            for (int poll = 0; poll < 12; poll++) {
                log.commit(shown(4, true));
            }
            await().untilAsserted(() -> assertThat(freshness(server, "4/")).isEqualTo("2026-11-24T10:12:00.000Z 0"));
        }
    }

    private static CatalogueServer server(SnapshotLog log) throws Exception {
        return new CatalogueServer(log, at(10).plusMillis(999));
    }

    private static String freshness(CatalogueServer server, String path) throws IOException {
        var reply = server.get(LIST + path);
        return reply.header("As-Of").orElse("none") + " " + reply.header("Age").orElse("none");
    }
}
