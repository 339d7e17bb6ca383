package io.github.spacecrafttracker.streams.diff;

import static io.github.spacecrafttracker.streams.SnapshotLog.object;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Tests the rules of the diff across restarts, in which the store is restored from its changelog.
 * See docs/guarantees.md#g1.
 */
class DiffRestartTest extends DiffTestBase {
    private static final String UNREADABLE = "{\"id\":4}";

    /** The table in docs/design.md. Spacecraft n tests row n. */
    @Test
    void the_result_table_holds_across_a_restart() throws Exception {
        for (var id = 4; id <= 9; id++) {
            diff.observe(id, object(id, false));
        }
        diff.observe(8, null);
        diff.observe(9, null);
        diff.run();

        diff.start();
        diff.observe(1, object(1, false));
        diff.commit(diff.next(2, object(2, false)).firstSeenIn(1));
        diff.commit(diff.next(3, null).firstSeenIn(1));
        diff.observe(4, object(4, false));
        diff.observe(5, withStatusNamed(object(5, false)));
        diff.observe(6, changed(object(6, true)));
        diff.observe(7, null);
        diff.observe(8, null);
        diff.observe(9, object(9, true));
        diff.awaitStored(4, 12);
        diff.awaitStored(8, 16);
        diff.awaitDiffed();
        assertThat(diff.verdicts())
                .isEqualTo(Map.of(
                        "appeared",
                        1,
                        "rebuilt",
                        2,
                        "updated",
                        2,
                        "changed",
                        1,
                        "removed",
                        1,
                        "unchanged",
                        1,
                        "reappeared",
                        1));
        diff.stop();

        // Each row was stored, so the next change is compared with it, and its confirmation is the
        // bound.
        diff.start();
        diff.observe(1, object(1, true));
        diff.observe(2, object(2, true));
        diff.observe(3, object(3, true));
        diff.observe(4, object(4, true));
        diff.observe(5, withStatusNamed(object(5, true)));
        diff.observe(6, changed(object(6, false)));
        diff.observe(7, object(7, true));
        diff.observe(8, object(8, true));
        diff.observe(9, object(9, false));
        diff.awaitDiffed();
        assertThat(diff.verdicts()).isEqualTo(Map.of("changed", 6, "reappeared", 3));

        assertThat(diff.events())
                .containsExactlyInAnyOrder(
                        "4:catalogue:1 catalogue.appeared.v1 01:00",
                        "5:catalogue:2 catalogue.appeared.v1 02:00",
                        "6:catalogue:3 catalogue.appeared.v1 03:00",
                        "7:catalogue:4 catalogue.appeared.v1 04:00",
                        "8:catalogue:5 catalogue.appeared.v1 05:00",
                        "9:catalogue:6 catalogue.appeared.v1 06:00",
                        "8:catalogue:7 catalogue.removed.v1 04:59-07:00",
                        "9:catalogue:8 catalogue.removed.v1 05:59-08:00",
                        // The first restart.
                        "1:catalogue:9 catalogue.appeared.v1 09:00",
                        "6:in_space:14 in_space.entered.v1 02:59-14:00",
                        "6:status:14 status.changed.v1 02:59-14:00",
                        "6:counts:14 counts.changed.v1 02:59-14:00",
                        "6:details:14 details.changed.v1 02:59-14:00",
                        "7:catalogue:15 catalogue.removed.v1 03:59-15:00",
                        "9:catalogue:17 catalogue.reappeared.v1 07:59-17:00",
                        // The second restart.
                        "1:in_space:18 in_space.entered.v1 08:59-18:00",
                        "2:in_space:19 in_space.entered.v1 09:59-19:00",
                        "3:catalogue:20 catalogue.reappeared.v1 10:59-20:00",
                        "4:in_space:21 in_space.entered.v1 11:59-21:00",
                        "5:in_space:22 in_space.entered.v1 12:59-22:00",
                        "6:in_space:23 in_space.left.v1 13:59-23:00",
                        "7:catalogue:24 catalogue.reappeared.v1 14:59-24:00",
                        "8:catalogue:25 catalogue.reappeared.v1 15:59-25:00",
                        "9:in_space:26 in_space.left.v1 16:59-26:00");
    }

    @Test
    void a_spacecraft_that_returns_with_equal_bytes_has_reappeared() throws Exception {
        diff.observe(4, object(4, false));
        diff.observe(4, null);
        diff.observe(4, object(4, false));
        diff.observe(5, object(5, false));
        diff.observe(6, object(6, false));
        diff.observe(6, null);
        diff.run();
        diff.observe(5, null);
        diff.observe(5, object(5, false));
        diff.observe(6, object(6, false));
        diff.run();

        assertThat(diff.events())
                .containsExactlyInAnyOrder(
                        "4:catalogue:1 catalogue.appeared.v1 01:00",
                        "4:catalogue:2 catalogue.removed.v1 00:59-02:00",
                        "4:catalogue:3 catalogue.reappeared.v1 01:59-03:00",
                        "5:catalogue:4 catalogue.appeared.v1 04:00",
                        "6:catalogue:5 catalogue.appeared.v1 05:00",
                        "6:catalogue:6 catalogue.removed.v1 04:59-06:00",
                        "5:catalogue:7 catalogue.removed.v1 03:59-07:00",
                        "5:catalogue:8 catalogue.reappeared.v1 06:59-08:00",
                        "6:catalogue:9 catalogue.reappeared.v1 05:59-09:00");
    }

    @Test
    void each_unreadable_snapshot_becomes_a_dead_letter_and_changes_neither_state_nor_bounds() throws Exception {
        diff.observe(4, object(4, false));
        diff.observe(4, UNREADABLE);
        diff.observe(4, UNREADABLE);
        diff.observe(4, object(4, false));
        diff.observe(4, UNREADABLE);
        diff.observe(4, object(4, true));
        diff.observe(4, UNREADABLE);
        diff.run();
        assertThat(diff.log.deadLetters()).isEqualTo(4);

        diff.observe(4, UNREADABLE);
        diff.observe(4, object(4, false));
        diff.run();

        assertThat(diff.log.deadLetters()).isEqualTo(5);
        assertThat(diff.events())
                .containsExactlyInAnyOrder(
                        "4:catalogue:1 catalogue.appeared.v1 01:00",
                        "4:in_space:6 in_space.entered.v1 03:59-06:00",
                        "4:in_space:9 in_space.left.v1 05:59-09:00");
    }

    @Test
    void a_snapshot_older_than_an_unchanged_confirmation_is_dropped() throws Exception {
        var first = diff.next(4, object(4, false));
        var stale = diff.next(4, object(4, true));
        // In one transaction, so that the confirmation is not stored yet when the older snapshot
        // follows.
        diff.commit(first, diff.next(4, object(4, false)), stale);
        diff.start();
        diff.awaitStored(4, 3);
        diff.awaitDiffed();
        assertThat(diff.verdicts()).isEqualTo(Map.of("appeared", 1, "unchanged", 1, "stale", 1));
        diff.stop();

        diff.commit(stale);
        diff.observe(4, object(4, true));
        diff.run();

        assertThat(diff.verdicts()).isEqualTo(Map.of("stale", 1, "changed", 1));
        assertThat(diff.events())
                .containsExactlyInAnyOrder(
                        "4:catalogue:1 catalogue.appeared.v1 01:00", "4:in_space:4 in_space.entered.v1 02:59-04:00");
    }

    @Test
    void no_event_is_repeated_or_lost_if_the_clock_is_set_back_and_no_bound_is_later_than_its_event() throws Exception {
        diff.observe(4, object(4, false));
        diff.commit(diff.next(4, object(4, false)).at(Duration.ofMinutes(2)));
        diff.commit(diff.next(4, object(4, true)).at(Duration.ofSeconds(70)));
        diff.commit(diff.next(4, object(4, true)).at(Duration.ofSeconds(80)));
        diff.commit(diff.next(4, object(4, false)).at(Duration.ofSeconds(90)));
        diff.run();
        diff.commit(diff.next(4, object(4, true)).at(Duration.ofSeconds(100)));
        diff.commit(diff.next(4, object(4, false)).at(Duration.ofSeconds(140)));
        diff.commit(diff.next(4, object(4, true)).at(Duration.ofSeconds(150)));
        diff.run();

        assertThat(diff.events())
                .containsExactlyInAnyOrder(
                        "4:catalogue:1 catalogue.appeared.v1 01:00",
                        "4:in_space:3 in_space.entered.v1 01:10-01:10",
                        "4:in_space:5 in_space.left.v1 01:30-01:30",
                        "4:in_space:6 in_space.entered.v1 01:40-01:40",
                        "4:in_space:7 in_space.left.v1 01:59-02:20",
                        "4:in_space:8 in_space.entered.v1 02:19-02:30");
    }

    private static String withStatusNamed(String object) {
        return object.replace("\"name\":\"Active\"", "\"name\":\"In service\"");
    }

    private static String changed(String object) {
        return object.replace("\"status\":{\"id\":1,", "\"status\":{\"id\":2,")
                .replace("\"flights_count\":1", "\"flights_count\":2")
                .replace("\"name\":\"S6\"", "\"name\":\"Named\"");
    }
}
