package io.github.spacecrafttracker.streams.changelog;

import static io.github.spacecrafttracker.change.ChangeType.APPEARED;
import static io.github.spacecrafttracker.change.ChangeType.ENTERED_SPACE;
import static io.github.spacecrafttracker.change.ChangeType.STATUS_CHANGED;
import static io.github.spacecrafttracker.testkit.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.spacecrafttracker.change.Kind;
import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.service.lifecycle.Closer;
import io.github.spacecrafttracker.streams.BrokerTestBase;
import io.github.spacecrafttracker.streams.changelog.ChangeSlice.ReadPosition;
import io.github.spacecrafttracker.streams.changelog.CursorException.Reason;
import io.github.spacecrafttracker.streams.http.feed.ReadCursor;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.admin.Admin;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Tests the log of changes: the changes in memory, and the cursors from which readers continue. */
class ChangeLogTest extends BrokerTestBase {
    private static final int ALL = 1000;
    private static final int LARGE = 1000;

    private final Closer closing = new Closer();

    @SuppressWarnings("NullAway.Init") // Initialized before each test.
    private ChangeTopics topics;

    @BeforeEach
    void createTopics(TestInfo test) throws Exception {
        topics = topics(test.getTestMethod().orElseThrow().getName());
    }

    @AfterEach
    void close() {
        closing.close();
    }

    @Test
    void changes_from_before_and_after_the_start_are_read_in_order_of_time() throws Exception {
        topics.commit(APPEARED, 4, 5);
        var log = open(LARGE);
        topics.commit(ENTERED_SPACE, 4);
        awaitRead(log, 3);

        assertThat(forward(log, log.beginning())).containsExactly("4:catalogue:1", "5:catalogue:2", "4:in_space:3");
        assertThat(backward(log, log.end())).containsExactly("4:in_space:3", "5:catalogue:2", "4:catalogue:1");
    }

    @Test
    void changes_of_an_aborted_transaction_are_not_read() throws Exception {
        for (var log : List.of(open(LARGE), open(3))) {
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
    void changes_after_an_open_transaction_are_read_once_it_ends() throws Exception {
        var log = open(LARGE);
        var other = closing.add(new ChangeTopics(topics.kafka, "other"));
        topics.begin();
        topics.change(STATUS_CHANGED, 4);
        topics.change(APPEARED, 5);
        topics.flush();
        other.begin();
        other.change(STATUS_CHANGED, 4, 100, ChangeTopics.time(100));
        other.change(ENTERED_SPACE, 4, 101, ChangeTopics.time(101));
        other.commit();
        // A change in another partition, which proves that the log was read in the meantime.
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
    void reading_from_a_time_begins_with_the_first_change_observed_at_that_time_or_later() throws Exception {
        topics.commit(STATUS_CHANGED, 4, 5, 6, 4, 5, 6);
        var large = open(LARGE);
        for (var log : List.of(large, open(3))) {
            assertThat(forward(log, log.at(ChangeTopics.time(4))))
                    .containsExactly("4:status:4", "5:status:5", "6:status:6");
            assertThat(forward(log, log.at(ChangeTopics.time(7)))).isEmpty();
        }
        assertThat(forward(large, large.at(ChangeTopics.time(0)))).hasSize(6);
    }

    @Test
    void a_time_is_expired_if_a_change_observed_at_that_time_or_later_is_no_longer_held() throws Exception {
        topics.commit(STATUS_CHANGED, 4, 5, 6, 4, 5, 6);
        var log = open(3);

        assertThat(reason(() -> log.at(ChangeTopics.time(3)))).isEqualTo(Reason.EXPIRED);
    }

    @Test
    void the_beginning_is_the_oldest_held_change_and_an_older_cursor_is_expired() throws Exception {
        topics.commit(STATUS_CHANGED, 4, 5, 6, 4, 5);
        var start = open(LARGE);
        var log = open(3);

        assertThat(forward(log, log.beginning())).containsExactly("6:status:3", "4:status:4", "5:status:5");
        assertThat(backward(log, log.end())).containsExactly("5:status:5", "4:status:4", "6:status:3");
        assertThat(rejection(log, start.cursor(start.beginning()))).isEqualTo(Reason.EXPIRED);
        assertThat(forward(log, log.position(log.cursor(log.beginning())))).hasSize(3);
    }

    @Test
    void a_position_whose_next_changes_were_evicted_is_no_longer_served() throws Exception {
        topics.commit(STATUS_CHANGED, 4, 5, 6);
        var log = open(3);
        var beginning = log.beginning();
        topics.commit(STATUS_CHANGED, 4);
        await().until(() -> !log.beginning().equals(beginning));

        assertThat(log.forward(ReadPosition.at(beginning), ChangeFilter.ALL, ALL))
                .isEmpty();
    }

    @Test
    void an_event_that_is_written_twice_is_read_once_and_cursors_move_past_the_duplicate() throws Exception {
        var log = open(LARGE);
        topics.commit(STATUS_CHANGED, 4, 5);
        topics.begin();
        topics.change(STATUS_CHANGED, 4, 1, ChangeTopics.time(1));
        topics.change(STATUS_CHANGED, 5, 2, ChangeTopics.time(2));
        topics.commit();
        topics.commit(STATUS_CHANGED, 4);
        awaitRead(log, 3);
        var restarted = open(LARGE);

        for (var one : List.of(log, restarted)) {
            assertThat(forward(one, one.beginning())).containsExactly("4:status:1", "5:status:2", "4:status:3");
            await().untilAsserted(() -> assertThat(forward(one, one.position(log.cursor(log.end()))))
                    .isEmpty());
        }
        assertThat(ReadCursor.of(restarted.cursor(restarted.end())).stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .as("five events and at least three transaction markers")
                .isGreaterThanOrEqualTo(8);
    }

    @Test
    void a_stream_can_start_at_the_cursor_of_a_faster_instance_but_a_page_is_not_yet_available() throws Exception {
        topics.commit(STATUS_CHANGED, 4, 5, 6);
        var ahead = open(LARGE);
        var behind = closing.add(ChangeLog.open(topics.kafka, topics.topics, topics.found, LARGE, List.of()));
        var cursor = ahead.cursor(ahead.end());

        assertThat(rejection(behind, cursor)).isEqualTo(Reason.NOT_YET_READ);
        var end = behind.positionToFollow(cursor);
        assertThat(forward(behind, end)).isEmpty();
        behind.start();
        assertThat(behind.position(cursor)).isEqualTo(end);
        assertThat(forward(behind, end)).isEmpty();
        assertThat(backward(behind, end)).containsExactly("6:status:3", "5:status:2", "4:status:1");
        topics.commit(STATUS_CHANGED, 4);
        awaitRead(behind, 4);
        assertThat(forward(behind, end)).containsExactly("4:status:4");
    }

    @Test
    void changes_deleted_from_the_topics_are_served_from_memory_until_a_restart() throws Exception {
        topics.commit(STATUS_CHANGED, 4, 5, 6);
        var log = open(LARGE);
        var cursor = log.cursor(log.beginning());
        topics.delete(Kind.STATUS);

        assertThat(forward(log, log.position(cursor))).hasSize(3);
        topics.commit(STATUS_CHANGED, 4);
        var restarted = open(LARGE);
        assertThat(rejection(restarted, cursor)).isEqualTo(Reason.EXPIRED);
        assertThat(forward(restarted, restarted.beginning())).containsExactly("4:status:4");
    }

    /** Committed changes can be lost with a broker's disk. In this test, they never existed. */
    @Test
    void a_cursor_beyond_the_end_of_the_topics_is_rejected() throws Exception {
        var log = open(LARGE);
        var bytes = Base64.getUrlDecoder().decode(log.cursor(log.end()));
        int end = bytes.length - Integer.BYTES;
        bytes[end - 1]++;
        var sum = new CRC32C();
        sum.update(bytes, 0, end);
        ByteBuffer.wrap(bytes).putInt(end, (int) sum.getValue());
        var cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);

        assertThat(rejection(log, cursor)).isEqualTo(Reason.AHEAD);
        assertThat(reason(() -> log.positionToFollow(cursor))).isEqualTo(Reason.AHEAD);
    }

    @Test
    void a_cursor_of_other_topics_or_of_recreated_topics_is_rejected() throws Exception {
        var log = open(LARGE);
        var cursor = log.cursor(log.end());
        var others = topics("others");
        var ofOthers = closing.add(ChangeLog.open(others.kafka, others.topics, others.found, LARGE, List.of()));
        assertThat(rejection(ofOthers, cursor)).isEqualTo(Reason.OF_OTHER_TOPICS);

        topics.close();
        log.close();
        try (var admin = Admin.create(topics.kafka.admin())) {
            admin.deleteTopics(List.of(topics.topics.status().name())).all().get();
            await().until(() -> !admin.listTopics()
                    .names()
                    .get()
                    .contains(topics.topics.status().name()));
        }
        var recreated = closing.add(new ChangeTopics(topics.kafka));
        var again = closing.add(ChangeLog.open(recreated.kafka, recreated.topics, recreated.found, LARGE, List.of()));
        assertThat(rejection(again, cursor)).isEqualTo(Reason.OF_OTHER_TOPICS);
    }

    private ChangeTopics topics(String prefix) throws Exception {
        return closing.add(new ChangeTopics(ChangeTopics.settings(broker.bootstrapServers(), prefix)));
    }

    private ChangeLog open(int capacity) throws Exception {
        var log = closing.add(ChangeLog.open(topics.kafka, topics.topics, topics.found, capacity, List.of()));
        log.start();
        return log;
    }

    private static void awaitRead(ChangeLog log, int changes) {
        await().until(() -> forward(log, log.beginning()).size() >= changes);
    }

    private static Reason rejection(ChangeLog log, String cursor) {
        return reason(() -> log.position(cursor));
    }

    private static Reason reason(ThrowingCallable rejected) {
        return catchThrowableOfType(CursorException.class, rejected).reason();
    }

    /** Returns all changes from this position to the end. */
    private static List<String> forward(ChangeLog log, LogPosition from) {
        return ids(log.forward(ReadPosition.at(from), ChangeFilter.ALL, ALL)
                .orElseThrow()
                .changes());
    }

    private static List<String> backward(ChangeLog log, LogPosition before) {
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
