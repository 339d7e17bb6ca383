package io.github.spacecrafttracker.streams.diff;

import static io.github.spacecrafttracker.streams.SnapshotLog.object;
import static io.github.spacecrafttracker.streams.SnapshotLog.shown;
import static io.github.spacecrafttracker.testkit.SpacecraftBuilder.spacecraft;
import static io.github.spacecrafttracker.testkit.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spacecrafttracker.streams.BrokerTestBase;
import io.github.spacecrafttracker.streams.SnapshotLog;
import io.github.spacecrafttracker.streams.SnapshotLog.Shown;
import io.github.spacecrafttracker.streams.TestSettings;
import io.github.spacecrafttracker.streams.runtime.StreamsRunner;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

/**
 * A {@code read_committed} consumer reads every change once: with real transactions, across
 * restarts, and after the state is rebuilt.
 */
class DiffOnBrokerTest extends BrokerTestBase {
    private final Random random = new Random(7);

    @Test
    void repeated_changes_within_one_commit_interval_are_separate_events() throws Exception {
        try (var log = new SnapshotLog(broker, "flips")) {
            log.commit(shown(4, false), shown(4, true), shown(4, false), shown(4, true));
            try (var diff = diff(log, "")) {
                diff.start();

                await().until(() -> log.events().size() >= 4);
                assertThat(log.events())
                        .containsExactly(
                                "4:in_space:2 in_space.entered.v1",
                                "4:in_space:3 in_space.left.v1",
                                "4:in_space:4 in_space.entered.v1",
                                "4:catalogue:1 catalogue.appeared.v1");
                assertThat(log.count("flips-diff-tracked-state-changelog"))
                        .as("without a cache, every stored row is in the changelog")
                        .isEqualTo(4);
            }
        }
    }

    @Test
    void snapshots_of_an_aborted_transaction_are_ignored() throws Exception {
        try (var log = new SnapshotLog(broker, "aborted");
                var diff = diff(log, "")) {
            diff.start();
            log.commit(shown(4, false));
            log.abort(shown(4, true), shown(5, true));
            log.commit(shown(4, false), shown(6, false));

            await().until(() -> log.events().size() >= 2);
            log.commit(new Shown(4, null));
            await().until(() -> log.events().stream().anyMatch(line -> line.contains("removed")));
            assertThat(log.events())
                    .containsExactlyInAnyOrder(
                            "4:catalogue:1 catalogue.appeared.v1",
                            "6:catalogue:5 catalogue.appeared.v1",
                            "4:catalogue:6 catalogue.removed.v1");
        }
    }

    @Test
    void a_restarted_instance_restores_its_state_and_does_not_repeat_events() throws Exception {
        try (var log = new SnapshotLog(broker, "wiped")) {
            log.commit(shown(4, false), shown(5, true), shown(4, true), new Shown(5, null));
            var before = run(log, "", 4);
            log.commit(shown(4, false), shown(5, true));

            var after = run(log, "", 6);

            assertThat(after).containsAll(before).hasSize(6).doesNotHaveDuplicates();
            assertThat(after).contains("4:in_space:5 in_space.left.v1", "5:catalogue:6 catalogue.reappeared.v1");
        }
    }

    @Test
    void the_diff_does_not_create_a_state_directory() throws Exception {
        try (var log = new SnapshotLog(broker, "no-directory")) {
            var properties = properties(log);
            properties.put(
                    StreamsConfig.STATE_DIR_CONFIG,
                    directory.resolve("not-created").toString());
            log.commit(shown(4, false));
            try (var diff = new StreamsRunner(
                    "diff",
                    new DiffTopology(log.topics, new DiffMeters(new SimpleMeterRegistry())),
                    properties,
                    new SimpleMeterRegistry())) {
                diff.start();
                await().until(() -> log.events().size() >= 1);
            }

            assertThat(directory.resolve("not-created")).doesNotExist();
        }
    }

    @Test
    void the_gauge_of_stored_rows_is_correct_after_a_restart() throws Exception {
        try (var log = new SnapshotLog(broker, "rows")) {
            log.commit(shown(4, false), shown(5, true), shown(6, true), new Shown(5, null));
            run(log, "", 4);
            var meters = new SimpleMeterRegistry();
            try (var diff = diff(log, "", meters)) {
                diff.start();

                await().untilAsserted(() -> assertThat(
                                meters.get("tracker.diff.rows").gauge().value())
                        .isEqualTo(3));
                await().untilAsserted(() -> assertThat(
                                meters.get("tracker.restoring").gauge().value())
                        .isZero());
                log.commit(shown(4, true));
                await().until(() -> log.events().size() >= 5);
                assertThat(meters.get("tracker.commit.duration").timer().count())
                        .isPositive();
            }
        }
    }

    @Test
    void a_new_application_id_repeats_the_events_with_the_same_ids() throws Exception {
        try (var log = new SnapshotLog(broker, "fresh")) {
            log.commit(shown(4, false), shown(5, true), shown(4, true), new Shown(5, null), shown(5, true));
            var first = run(log, "", 5);
            var twice = new ArrayList<>(first);
            twice.addAll(first);

            assertThat(run(log, "-fresh", 10)).containsExactlyInAnyOrderElementsOf(twice);
        }
    }

    @Test
    void uncommitted_changes_of_a_process_that_died_are_reported_once() throws Exception {
        try (var log = new SnapshotLog(broker, "died")) {
            log.commit(shown(4, false), shown(4, true), shown(4, false), shown(4, true));
            try (var diff = diff(log, "", new DyingRegistry(3))) {
                diff.start();
                assertThatThrownBy(() -> diff.ended().get(60, TimeUnit.SECONDS)).hasStackTraceContaining("planted");
            }
            assertThat(log.events()).doesNotContain("4:in_space:3 in_space.left.v1");

            assertThat(run(log, "", 4))
                    .containsExactly(
                            "4:in_space:2 in_space.entered.v1",
                            "4:in_space:3 in_space.left.v1",
                            "4:in_space:4 in_space.entered.v1",
                            "4:catalogue:1 catalogue.appeared.v1");
        }
    }

    @Test
    void a_change_whose_event_the_broker_rejected_is_reported_after_a_restart() throws Exception {
        try (var log = new SnapshotLog(broker, "refused")) {
            log.commit(shown(4, false));
            run(log, "", 1);
            // Smaller than an event, larger than a transaction marker.
            log.limitEvents(200);
            log.commit(shown(4, true));
            try (var diff = diff(log, "")) {
                diff.start();
                assertThatThrownBy(() -> diff.ended().get(60, TimeUnit.SECONDS))
                        .hasRootCauseInstanceOf(RecordTooLargeException.class);
            }
            log.limitEvents(1_000_000);

            assertThat(run(log, "", 2))
                    .containsExactly("4:in_space:2 in_space.entered.v1", "4:catalogue:1 catalogue.appeared.v1");
        }
    }

    @Test
    void an_unreadable_snapshot_becomes_a_dead_letter_and_processing_continues() throws Exception {
        try (var log = new SnapshotLog(broker, "unreadable");
                var diff = diff(log, "")) {
            diff.start();
            log.commit(shown(4, false), new Shown(5, "{\"id\":5}"), shown(6, false));

            await().until(() -> log.events().size() >= 2);
            await().until(() -> log.deadLetters() >= 1);
            assertThat(log.events()).hasSize(2);
            assertThat(log.deadLetters()).isEqualTo(1);
        }
    }

    @Test
    void a_snapshot_of_4_mib_is_processed() throws Exception {
        try (var log = new SnapshotLog(broker, "large");
                var diff = diff(log, "")) {
            diff.start();
            var noise = noise(4 * 1024 * 1024);
            var large = object(4, false).replace("{\"id\":4,", "{\"id\":4,\"noise\":\"" + noise + "\",");
            assertThat(large.getBytes(UTF_8).length).isGreaterThan(4 * 1024 * 1024);
            log.commit(new Shown(4, large));
            log.commit(new Shown(4, large.replace("\"in_space\":false", "\"in_space\":true")));

            await().until(() -> log.events().size() >= 2);
            assertThat(log.events())
                    .containsExactly("4:in_space:2 in_space.entered.v1", "4:catalogue:1 catalogue.appeared.v1");
        }
    }

    @Test
    void a_change_of_a_name_of_nearly_4_mib_is_processed() throws Exception {
        try (var log = new SnapshotLog(broker, "long-names");
                var diff = diff(log, "")) {
            diff.start();
            var length = 4 * 1024 * 1024 - 1000;
            log.commit(new Shown(4, spacecraft(4).named(noise(length)).json()));
            log.commit(new Shown(4, spacecraft(4).named(noise(length)).json()));

            await().until(() -> log.events().size() >= 2);
            assertThat(log.events())
                    .containsExactlyInAnyOrder("4:details:2 details.changed.v1", "4:catalogue:1 catalogue.appeared.v1");
        }
    }

    /** Returns random letters, because zstd would compress anything else. */
    private String noise(int length) {
        return random.ints(length, 'A', 'Z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Runs the diff until this number of events is committed, and stops it normally. */
    private static List<String> run(SnapshotLog log, String idSuffix, int events) {
        try (var diff = diff(log, idSuffix)) {
            diff.start();
            await().until(() -> log.events().size() >= events);
        }
        return log.events();
    }

    private static StreamsRunner diff(SnapshotLog log, String idSuffix) {
        return diff(log, idSuffix, new SimpleMeterRegistry());
    }

    private static StreamsRunner diff(SnapshotLog log, String idSuffix, MeterRegistry meters) {
        var properties = properties(log);
        properties.merge(StreamsConfig.APPLICATION_ID_CONFIG, idSuffix, (id, suffix) -> "" + id + suffix);
        var counts = new DiffMeters(meters);
        counts.bindLag(meters, Map::of);
        return new StreamsRunner("diff", new DiffTopology(log.topics, counts), properties, meters);
    }

    private static Properties properties(SnapshotLog log) {
        var settings = TestSettings.on(0);
        return settings.properties(log.kafka).diff();
    }

    /**
     * Throws when the given number of events has been counted: after the row was stored and the
     * event was forwarded, but before both are committed.
     */
    private static final class DyingRegistry extends SimpleMeterRegistry {
        private final AtomicInteger left;

        DyingRegistry(int events) {
            left = new AtomicInteger(events);
        }

        @Override
        protected Counter newCounter(Meter.Id id) {
            var counter = super.newCounter(id);
            return !id.getName().equals(DiffMeters.EVENTS)
                    ? counter
                    : new Counter() {
                        @Override
                        public void increment(double amount) {
                            if (left.decrementAndGet() == 0) {
                                throw new IllegalStateException("planted");
                            }
                            counter.increment(amount);
                        }

                        @Override
                        public double count() {
                            return counter.count();
                        }

                        @Override
                        public Id getId() {
                            return id;
                        }
                    };
        }
    }
}
