package io.github.spacecrafttracker.streams.catalogue;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spacecrafttracker.snapshot.Snapshot;
import io.github.spacecrafttracker.snapshot.SnapshotHeaders;
import io.github.spacecrafttracker.snapshot.UnreadableException;
import io.github.spacecrafttracker.streams.query.Filter;
import io.github.spacecrafttracker.streams.query.Ordering;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests the store of the newest snapshot of each spacecraft. */
class CatalogueStoreTest {
    private final CatalogueStore catalogue = new CatalogueStore();

    @Test
    void the_list_is_ordered_numerically_by_id() throws UnreadableException {
        put(10, 1, object(10, ""));
        put(9, 2, object(9, ""));
        put(100, 3, object(100, ""));

        assertThat(ids()).containsExactly(9L, 10L, 100L);
    }

    @Test
    void a_stale_snapshot_is_dropped() throws UnreadableException {
        assertThat(put(4, 2, object(4, ",\"image\":2"))).isTrue();
        assertThat(put(4, 1, object(4, ",\"image\":1"))).isFalse();
        assertThat(put(4, 2, (String) null)).isFalse();

        assertThat(new String(rows().get(0).snapshotJson().canonical(), UTF_8)).endsWith(",\"image\":2}");
        assertThat(trueSince(4)).isEqualTo(Instant.ofEpochMilli(2));
    }

    @Test
    void a_newer_snapshot_with_equal_bytes_advances_true_since() throws UnreadableException {
        put(4, 1, object(4, ""));
        put(4, 2, object(4, ""));

        assertThat(trueSince(4)).isEqualTo(Instant.ofEpochMilli(2));
    }

    @Test
    void a_removed_spacecraft_is_not_listed_and_its_older_snapshots_remain_stale() throws UnreadableException {
        put(4, 1, object(4, ""));
        put(4, 2, (String) null);

        assertThat(ids()).isEmpty();
        assertThat(put(4, 1, object(4, ""))).isFalse();
        put(4, 3, object(4, ""));
        assertThat(ids()).hasSize(1);
    }

    @Test
    void an_unreadable_snapshot_is_rejected() throws UnreadableException {
        put(4, 1, object(4, ""));

        assertThatThrownBy(() -> put(4, 2, object(5, ""))).isInstanceOf(UnreadableException.class);
        assertThatThrownBy(() -> put(4, 2, "{}")).isInstanceOf(UnreadableException.class);
        assertThat(trueSince(4)).isEqualTo(Instant.ofEpochMilli(1));
    }

    @Test
    void a_snapshot_that_cannot_be_sliced_is_rejected() throws UnreadableException {
        put(4, 1, object(4, ""));

        assertThatThrownBy(() -> put(4, 2, object(4, "").getBytes(UTF_16BE))).isInstanceOf(UnreadableException.class);
        assertThat(trueSince(4)).isEqualTo(Instant.ofEpochMilli(1));
    }

    @Test
    void fields_that_are_not_read_may_have_any_value() throws UnreadableException {
        var odd =
                ",\"time_in_space\":1E999999999999,\"time_docked\":[[1]],\"x\":-1.0E-999999999999,\"url\":{\"url\":5},\"\\ud83d\\ude80\":1";

        assertThat(put(4, 1, object(4, odd))).isTrue();
        assertThat(new String(rows().get(0).snapshotJson().canonical(), UTF_8)).isEqualTo(object(4, odd));
    }

    @Test
    void a_list_is_immutable() throws UnreadableException {
        put(4, 1, object(4, ""));
        var before = catalogue.list();
        put(5, 2, object(5, ""));

        assertThat(before.size()).isEqualTo(1);
        assertThat(catalogue.list().size()).isEqualTo(2);
    }

    @Test
    void a_snapshot_with_equal_bytes_keeps_the_list_and_its_cached_selections() throws UnreadableException {
        put(4, 1, object(4, ""));
        var before = catalogue.list();
        put(4, 2, object(4, ""));

        assertThat(catalogue.list()).isSameAs(before);
        put(4, 3, object(4, ",\"image\":1"));
        assertThat(catalogue.list()).isNotSameAs(before);
    }

    @Test
    void the_last_offset_of_each_partition_is_recorded() {
        catalogue.read(0, 7);
        catalogue.read(2, 0);
        catalogue.read(0, 9);

        assertThat(catalogue.lastOffsets()).isEqualTo(Map.of(0, 9L, 2, 0L));
    }

    private List<Row> rows() {
        return catalogue.list().select(Filter.ALL, Ordering.BY_ID);
    }

    private List<Long> ids() {
        return rows().stream().map(row -> row.fields().id()).toList();
    }

    private Instant trueSince(long id) {
        return requireNonNull(catalogue.entry(id)).trueSince();
    }

    private boolean put(long id, long observation, @Nullable String value) throws UnreadableException {
        return put(id, observation, value == null ? null : value.getBytes(UTF_8));
    }

    private boolean put(long id, long observation, byte @Nullable [] value) throws UnreadableException {
        var snapshot = new Snapshot(
                id,
                value,
                new SnapshotHeaders(
                        observation, "page", "https://ll.example/2.3.0", 1, false, Instant.ofEpochMilli(observation)),
                // Received later than its true_since.
                Instant.ofEpochMilli(observation + 1_000));
        return catalogue.put(snapshot, new At(0, observation));
    }

    private record At(int partition, long offset) implements RecordMetadata {
        @Override
        public String topic() {
            return "spacecraft.snapshots";
        }
    }

    private static String object(long id, String more) {
        return "{\"id\":" + id + ",\"in_space\":false,\"status\":{\"id\":1}" + more + "}";
    }
}
