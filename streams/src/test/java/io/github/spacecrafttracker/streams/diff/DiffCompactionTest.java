package io.github.spacecrafttracker.streams.diff;

import static io.github.spacecrafttracker.streams.SnapshotLog.object;
import static io.github.spacecrafttracker.testkit.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;

/**
 * Tests the diff while the broker compacts snapshots, both read and unread ones. Proves
 * docs/guarantees.md#g1.
 */
class DiffCompactionTest extends DiffTestBase {
    @Test
    void the_net_change_of_compacted_unread_snapshots_is_reported_with_true_bounds() throws Exception {
        diff.observe(4, object(4, false));
        diff.observe(5, object(5, false));
        diff.observe(6, object(6, false));
        diff.observe(4, object(4, false));
        diff.start();
        diff.awaitStored(4, 4);
        diff.awaitDiffed();
        diff.stop();
        diff.observe(4, object(4, true));
        diff.observe(4, retired(object(4, true)));
        diff.observe(4, retired(object(4, false)));
        diff.observe(5, null);
        diff.observe(5, object(5, true));
        diff.observe(6, object(6, true));
        diff.observe(6, object(6, false));
        awaitCompacted("4:7", "5:9", "6:11");

        diff.run();

        assertThat(diff.events().stream().filter(event -> !event.contains("appeared")))
                .containsExactlyInAnyOrder(
                        "4:status:7 status.changed.v1 03:59-07:00", "5:in_space:9 in_space.entered.v1 01:59-09:00");
    }

    @Test
    void a_reset_to_compacted_offsets_does_not_repeat_events() throws Exception {
        diff.observe(4, object(4, false));
        diff.observe(4, object(4, true));
        diff.observe(5, object(5, false));
        diff.observe(5, null);
        diff.observe(4, object(4, false));
        diff.observe(4, object(4, true));
        diff.run();
        var events = diff.events();
        assertThat(events).hasSize(6);
        awaitCompacted("4:6", "5:4");
        diff.resetOffsets();

        diff.run();

        assertThat(diff.verdicts()).containsEntry("stale", 2);
        assertThat(diff.events().stream().filter(event -> event.startsWith("4:") || event.startsWith("5:")))
                .containsExactlyInAnyOrderElementsOf(events);
    }

    /**
     * Waits until exactly these snapshots of the spacecraft remain. Each is written as {@code
     * id:observation}.
     */
    private void awaitCompacted(String... survivors) throws Exception {
        compactFromNowOn();
        // Snapshots of other spacecraft in each partition, so that the segments of the tested ones
        // are not active.
        for (var id = 20; id < 32; id++) {
            diff.observe(id, object(id, false));
        }
        await().untilAsserted(() -> assertThat(snapshots()).containsExactlyInAnyOrder(survivors));
    }

    // Set only now, because snapshots would otherwise be compacted before the diff has read them.
    private void compactFromNowOn() throws Exception {
        try (var admin = Admin.create(diff.log.kafka.admin())) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.BROKER, ""),
                            List.of(set("log.cleaner.backoff.ms", "200")),
                            new ConfigResource(
                                    ConfigResource.Type.TOPIC,
                                    diff.log.topics.snapshots().name()),
                            List.of(
                                    set(TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG, "0"),
                                    set(TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.0"),
                                    // The active segment is never compacted.
                                    set(TopicConfig.SEGMENT_MS_CONFIG, "1"))))
                    .all()
                    .get();
        }
    }

    private Stream<String> snapshots() {
        return diff.log.records(diff.log.topics.snapshots().name()).stream()
                .map(snapshot -> new String(snapshot.key(), UTF_8) + ":" + DiffOnBroker.header(snapshot, "observation"))
                .filter(snapshot -> snapshot.indexOf(':') == 1);
    }

    private static String retired(String object) {
        return object.replace("\"status\":{\"id\":1,", "\"status\":{\"id\":2,");
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), OpType.SET);
    }
}
