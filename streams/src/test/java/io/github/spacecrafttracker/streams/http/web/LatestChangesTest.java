package io.github.spacecrafttracker.streams.http.web;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.change.ChangeDescription.Difference;
import io.github.spacecrafttracker.change.ChangeType;
import io.github.spacecrafttracker.service.kafka.TopicSet;
import io.github.spacecrafttracker.service.lifecycle.Closer;
import io.github.spacecrafttracker.streams.BrokerTestBase;
import io.github.spacecrafttracker.streams.SnapshotLog;
import io.github.spacecrafttracker.streams.changelog.ChangeLog;
import io.github.spacecrafttracker.streams.changelog.ChangeRecord;
import io.github.spacecrafttracker.streams.changelog.ChangeWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatestChangesTest extends BrokerTestBase {
    private static final int CHANGES = 1500;

    /**
     * A large commit is read in several batches, one partition after another, and not in the order
     * of the observations.
     */
    @Test
    void the_newest_changes_are_found_after_a_large_commit() throws Exception {
        try (var closer = new Closer()) {
            var log = closer.add(new SnapshotLog(broker, "latest", Instant.now(), Duration.ofMillis(20)));
            var writer = closer.add(new ChangeWriter(log));
            var read = new AtomicInteger();
            var changes = closer.add(ChangeLog.open(
                    log.kafka,
                    log.topics,
                    TopicSet.ensure(log.kafka, log.topics),
                    10_000,
                    List.of(batch -> read.addAndGet(batch.size()))));
            changes.start();
            writer.commit(CHANGES, "x");
            await().until(() -> read.get() == CHANGES);

            assertThat(new LatestChanges(changes).newest(20))
                    .extracting(item -> item.change().observation())
                    .containsExactlyElementsOf(LongStream.iterate(CHANGES, number -> number - 1)
                            .limit(20)
                            .boxed()
                            .toList());
        }
    }

    @Test
    void only_a_new_description_is_not_in_the_sentence_about_details() {
        var item = LatestChanges.Item.of(detailsChanged(
                        "{\"name\":\"C212\",\"description\":\"Old.\"}",
                        "{\"name\":\"Freedom\",\"description\":\"New.\"}"))
                .orElseThrow();

        assertThat(item.sentence()).isEqualTo("The details of Freedom changed: name from C212 to Freedom, description");
        assertThat(item.details()).containsExactly(new Difference("Description", "Old.", "New."));
    }

    @Test
    void a_new_name_is_in_the_sentence() {
        var item = LatestChanges.Item.of(detailsChanged("{\"name\":\"C212\"}", "{\"name\":\"Freedom\"}"))
                .orElseThrow();

        assertThat(item.sentence()).isEqualTo("C212 was renamed to Freedom");
        assertThat(item.details()).isEmpty();
    }

    private static ChangeRecord detailsChanged(String before, String after) {
        var event = "{\"subject\":\"551\",\"data\":{\"spacecraft\":{\"id\":551,\"name\":\"Freedom\"},\"before\":"
                + before + ",\"after\":" + after + ",\"observed_at\":\"2026-11-24T10:00:00Z\",\"observation\":7}}";
        var type = ChangeType.DETAILS_CHANGED;
        return new ChangeRecord(0, 7, Instant.EPOCH, type.kind(), type.ceType(), "551", 7, event.getBytes(UTF_8));
    }
}
