package io.github.spacecrafttracker.streams;

import static io.github.spacecrafttracker.change.ChangeType.APPEARED;
import static io.github.spacecrafttracker.change.ChangeType.ENTERED_SPACE;
import static io.github.spacecrafttracker.change.ChangeType.STATUS_CHANGED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.spacecrafttracker.change.Kind;
import io.github.spacecrafttracker.service.Closing;
import io.github.spacecrafttracker.streams.changes.Batch.Place;
import io.github.spacecrafttracker.streams.changes.ChangeFilter;
import io.github.spacecrafttracker.streams.changes.ChangeLog;
import io.github.spacecrafttracker.streams.changes.ChangeRecord;
import io.github.spacecrafttracker.streams.changes.CursorException;
import io.github.spacecrafttracker.streams.changes.CursorException.Reason;
import io.github.spacecrafttracker.streams.changes.Position;
import io.github.spacecrafttracker.topic.Json;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The change topics as one log: what stands in it, in memory or not, and which cursors it goes on from. */
class ChangeLogTest extends OnBroker {
    private static final int ALL = 1000;
    private static final int ROOMY = 1000;

    private final Closing closing = new Closing();

    @SuppressWarnings("NullAway.Init") // Before each test.
    private ChangeTopics topics;

    @BeforeEach
    void makeTopics(TestInfo test) throws Exception {
        topics = topics(test.getTestMethod().orElseThrow().getName());
    }

    @AfterEach
    void close() {
        closing.close();
    }

    @Test
    void what_was_written_before_and_after_the_start_is_read_in_the_order_of_time() throws Exception {
        topics.commit(APPEARED, 4, 5);
        var log = open(ROOMY);
        topics.commit(ENTERED_SPACE, 4);
        awaitRead(log, 3);

        assertThat(forward(log, log.beginning())).containsExactly("4:catalogue:1", "5:catalogue:2", "4:in_space:3");
        assertThat(backward(log, log.end())).containsExactly("4:in_space:3", "5:catalogue:2", "4:catalogue:1");
    }

    @Test
    void nothing_of_an_aborted_transaction_is_read() throws Exception {
        for (var log : List.of(open(ROOMY), open(1))) {
            topics.begin();
            topics.change(APPEARED, 4);
            topics.abort();
            topics.commit(STATUS_CHANGED, 5, 6);
            await().until(() -> backward(log, log.end()).size() >= 2);

            assertThat(forward(log, log.beginning()))
                    .isNotEmpty()
                    .allMatch(id -> id.matches("[56]:status:[0-9]+"))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void nothing_behind_an_open_transaction_is_read_before_it_ends() throws Exception {
        var log = open(ROOMY);
        var other = closing.add(new ChangeTopics(topics.kafka, "other"));
        topics.begin();
        topics.change(STATUS_CHANGED, 4);
        topics.change(APPEARED, 5);
        topics.flush();
        other.begin();
        other.change(STATUS_CHANGED, 4, 100, ChangeTopics.time(100));
        other.change(ENTERED_SPACE, 4, 101, ChangeTopics.time(101));
        other.commit();
        // In a partition of its own, so that it is seen that the log was read meanwhile.
        awaitRead(log, 1);

        assertThat(forward(log, log.beginning())).containsExactly("4:in_space:101");
        var before = log.cursor(log.end());
        topics.commit();
        awaitRead(log, 4);
        var rest = forward(log, log.position(before));
        assertThat(rest).containsExactlyInAnyOrder("4:status:1", "5:catalogue:2", "4:status:100");
        assertThat(rest).containsSubsequence("4:status:1", "4:status:100");
    }

    @Test
    void a_time_is_gone_on_from_with_the_first_change_observed_then() throws Exception {
        topics.commit(STATUS_CHANGED, 4, 5, 6, 4, 5, 6);
        for (var log : List.of(open(ROOMY), open(2))) {
            assertThat(forward(log, log.at(ChangeTopics.time(4))))
                    .containsExactly("4:status:4", "5:status:5", "6:status:6");
            assertThat(forward(log, log.at(ChangeTopics.time(7)))).isEmpty();
            assertThat(forward(log, log.at(ChangeTopics.time(0)))).hasSize(6);
        }
    }

    @Test
    void a_cursor_is_good_at_every_instance_also_at_one_that_has_not_read_so_far() throws Exception {
        topics.commit(STATUS_CHANGED, 4, 5, 6);
        var ahead = open(ROOMY);
        var behind = closing.add(ChangeLog.open(topics.kafka, topics.topics, topics.found, ROOMY));
        var end = behind.position(ahead.cursor(ahead.end()));

        assertThat(forward(behind, end)).isEmpty();
        assertThat(backward(behind, end)).containsExactly("6:status:3", "5:status:2", "4:status:1");
        behind.start();
        assertThat(forward(behind, end)).isEmpty();
        topics.commit(STATUS_CHANGED, 4);
        awaitRead(behind, 4);
        assertThat(forward(behind, end)).containsExactly("4:status:4");
    }

    @Test
    void a_cursor_from_before_what_was_deleted_is_expired_once_memory_holds_it_no_more() throws Exception {
        topics.commit(STATUS_CHANGED, 4, 5, 6);
        var roomy = open(ROOMY);
        var log = open(3);
        var cursor = log.cursor(log.beginning());
        topics.delete(Kind.STATUS);

        assertThat(forward(log, log.position(cursor))).hasSize(3);
        topics.commit(STATUS_CHANGED, 4, 5, 6);
        awaitRead(roomy, 6);
        await().untilAsserted(() -> assertThat(refusal(log, cursor)).isEqualTo(Reason.EXPIRED));
        assertThat(forward(roomy, roomy.position(cursor))).hasSize(6);
        assertThat(forward(log, log.beginning())).containsExactly("4:status:4", "5:status:5", "6:status:6");
        assertThat(backward(log, log.end())).containsExactly("6:status:6", "5:status:5", "4:status:4");
    }

    @Test
    void a_cursor_is_not_expired_as_long_as_of_each_partition_memory_or_broker_has_what_follows() throws Exception {
        topics.commit(APPEARED, 4, 5);
        topics.commit(STATUS_CHANGED, 6);
        var log = open(2);
        var cursor = log.cursor(log.beginning());
        topics.delete(Kind.STATUS);

        assertThat(forward(log, log.position(cursor))).containsExactly("4:catalogue:1", "5:catalogue:2", "6:status:3");
    }

    @Test
    void a_reading_that_is_overtaken_by_a_deletion_ends_with_that_reason() throws Exception {
        topics.commit(STATUS_CHANGED, 4, 5, 6);
        var log = open(1);
        var beginning = log.beginning();
        topics.delete(Kind.STATUS);

        assertThat(catchThrowableOfType(
                                CursorException.class, () -> log.forward(Place.at(beginning), ChangeFilter.ALL, ALL))
                        .reason())
                .isEqualTo(Reason.EXPIRED);
    }

    /** Committed changes can be lost with a broker's disk. Here they never were. */
    @Test
    void a_cursor_beyond_the_end_is_refused() throws Exception {
        var log = open(ROOMY);
        var bytes = Base64.getUrlDecoder().decode(log.cursor(log.end()));
        int end = bytes.length - Integer.BYTES;
        bytes[end - 1]++;
        var sum = new CRC32C();
        sum.update(bytes, 0, end);
        ByteBuffer.wrap(bytes).putInt(end, (int) sum.getValue());

        assertThat(refusal(log, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)))
                .isEqualTo(Reason.AHEAD);
    }

    @Test
    void a_cursor_of_topics_of_another_name_or_made_anew_is_refused() throws Exception {
        var log = open(ROOMY);
        var cursor = log.cursor(log.end());
        var others = topics("others");
        var ofOthers = closing.add(ChangeLog.open(others.kafka, others.topics, others.found, ROOMY));
        assertThat(refusal(ofOthers, cursor)).isEqualTo(Reason.OF_OTHER_TOPICS);

        topics.close();
        log.close();
        try (var admin = Admin.create(topics.kafka.admin())) {
            admin.deleteTopics(List.of(topics.topics.status().name())).all().get();
            await().until(() -> !admin.listTopics()
                    .names()
                    .get()
                    .contains(topics.topics.status().name()));
        }
        var anew = closing.add(new ChangeTopics(topics.kafka));
        var again = closing.add(ChangeLog.open(anew.kafka, anew.topics, anew.found, ROOMY));
        assertThat(refusal(again, cursor)).isEqualTo(Reason.OF_OTHER_TOPICS);
    }

    private ChangeTopics topics(String prefix) throws Exception {
        return closing.add(new ChangeTopics(ChangeTopics.settings(broker.bootstrapServers(), prefix)));
    }

    private ChangeLog open(int mostHeld) throws Exception {
        var log = closing.add(ChangeLog.open(topics.kafka, topics.topics, topics.found, mostHeld));
        log.start();
        return log;
    }

    private static void awaitRead(ChangeLog log, int changes) {
        await().until(() -> forward(log, log.beginning()).size() >= changes);
    }

    private static Reason refusal(ChangeLog log, String cursor) {
        return catchThrowableOfType(CursorException.class, () -> log.position(cursor))
                .reason();
    }

    /** All to the end, from there on. */
    private static List<String> forward(ChangeLog log, Position from) throws CursorException {
        var ids = new ArrayList<String>();
        var batch = log.forward(Place.at(from), ChangeFilter.ALL, ALL);
        ids.addAll(ids(batch.changes()));
        while (batch.more()) {
            batch = log.forward(batch.end(), ChangeFilter.ALL, ALL);
            ids.addAll(ids(batch.changes()));
        }
        return ids;
    }

    private static List<String> backward(ChangeLog log, Position before) throws CursorException {
        return ids(log.backward(before, ChangeFilter.ALL, ALL).changes());
    }

    private static List<String> ids(List<ChangeRecord> changes) {
        return changes.stream()
                .map(change -> Json.MAPPER
                        .readTree(new String(change.event(), UTF_8))
                        .path("id")
                        .asString())
                .toList();
    }
}
