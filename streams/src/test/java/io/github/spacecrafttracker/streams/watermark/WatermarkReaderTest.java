package io.github.spacecrafttracker.streams.watermark;

import static io.github.spacecrafttracker.streams.SnapshotLog.shown;
import static io.github.spacecrafttracker.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.service.kafka.TopicSet;
import io.github.spacecrafttracker.service.lifecycle.Closer;
import io.github.spacecrafttracker.streams.BrokerTestBase;
import io.github.spacecrafttracker.streams.SnapshotLog;
import io.github.spacecrafttracker.streams.catalogue.Catalogue;
import io.github.spacecrafttracker.streams.catalogue.Confirmation;
import io.github.spacecrafttracker.streams.changelog.ChangeLog;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * A snapshot confirms a state only after the diff and the history contain it. See
 * docs/guarantees.md#g9.
 */
class WatermarkReaderTest extends BrokerTestBase {
    private final Closer closer = new Closer();
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile boolean blocks;

    @SuppressWarnings("NullAway.Init") // Initialized before each test, like all fields here.
    private SnapshotLog log;

    @SuppressWarnings("NullAway.Init")
    private TestApplications applications;

    @SuppressWarnings("NullAway.Init")
    private Catalogue catalogue;

    @SuppressWarnings("NullAway.Init")
    private ChangeLog changes;

    @SuppressWarnings("NullAway.Init")
    private WatermarkReader watermarks;

    @BeforeEach
    void start(TestInfo test) throws Exception {
        log = closer.add(
                new SnapshotLog(broker, test.getTestMethod().orElseThrow().getName()));
        applications = new TestApplications(closer, log);
        catalogue = applications.startCatalogue();
        changes = closer.add(ChangeLog.open(
                log.kafka,
                log.topics,
                TopicSet.ensure(log.kafka, log.topics),
                1000,
                List.of(read -> blockIfRequired())));
        changes.start();
        watermarks = applications.openWatermarks(catalogue, changes);
    }

    @AfterEach
    void stop() {
        released.countDown();
        closer.close();
    }

    @Test
    void there_are_no_watermarks_before_the_first_complete_sweep() throws Exception {
        applications.startDiff();
        log.commitInitial(shown(4, false), shown(5, true));
        await().until(() -> changes.hasRead(4) && changes.hasRead(5));

        watermarks.advance();
        assertThat(watermarks.current()).isEmpty();

        log.sweep();
        awaitWatermark(4, log.time(1));
        awaitWatermark(5, log.time(2));
    }

    @Test
    void there_are_no_watermarks_before_the_diff_has_committed_the_baseline() throws Exception {
        log.commitInitial(shown(4, false), shown(5, true));
        log.sweep();
        await().until(() -> confirmations().size() == 2);

        watermarks.advance();
        assertThat(watermarks.current()).isEmpty();

        applications.startDiff();
        awaitWatermark(5, log.time(2));
    }

    @Test
    void a_snapshot_that_the_diff_has_not_committed_confirms_nothing() throws Exception {
        var diff = applications.startDiff();
        log.commitInitial(shown(4, false), shown(5, true));
        log.sweep();
        awaitWatermark(5, log.time(2));
        diff.close();

        log.commit(shown(5, true));
        await().until(() -> confirmations().get(1).trueSince().equals(log.time(3)));
        watermarks.advance();
        assertThat(asOf(5)).contains(log.time(2));

        applications.startDiff();
        awaitWatermark(5, log.time(3));
    }

    @Test
    void a_snapshot_confirms_nothing_before_the_history_contains_the_changes_up_to_it() throws Exception {
        applications.startDiff();
        log.commitInitial(shown(4, false), shown(5, true));
        log.sweep();
        awaitWatermark(5, log.time(2));

        blocks = true;
        log.commit(shown(5, false));
        await().until(() -> log.events().size() == 3);
        await().until(() -> confirmations().get(1).trueSince().equals(log.time(3)));
        for (int attempt = 0; attempt < 3; attempt++) {
            watermarks.advance();
        }
        assertThat(asOf(5)).contains(log.time(2));

        released.countDown();
        awaitWatermark(5, log.time(3));
    }

    @Test
    void the_history_of_a_tracker_whose_spacecraft_were_all_removed_is_known_after_a_restart() throws Exception {
        applications.startDiff();
        log.commitInitial(shown(4, false));
        log.commit(new SnapshotLog.Shown(4, null));
        log.sweep();
        await().until(() ->
                log.events().size() == 2 && catalogue.confirmations().isPresent());

        await().until(() -> {
            watermarks.advance();
            return watermarks.current().isPresent();
        });
        assertThat(changes.history().at(log.time(2), watermarks.current().orElseThrow()))
                .isEmpty();
    }

    private List<Confirmation> confirmations() {
        return catalogue.confirmations().orElse(List.of());
    }

    private void awaitWatermark(long spacecraft, Instant time) {
        await().until(() -> {
            watermarks.advance();
            return asOf(spacecraft).equals(Optional.of(time));
        });
    }

    private Optional<Instant> asOf(long spacecraft) {
        return watermarks.current().map(current -> changes.history().asOf(Set.of(spacecraft), current));
    }

    private void blockIfRequired() {
        try {
            if (blocks) {
                released.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
