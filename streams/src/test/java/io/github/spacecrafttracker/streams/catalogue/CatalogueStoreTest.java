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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the catalogue holds of each spacecraft. */
class CatalogueStoreTest {
    private final CatalogueStore catalogue = new CatalogueStore();

    @Test
    void lists_by_id_as_a_number() throws UnreadableException {
        put(10, 1, object(10, ""));
        put(9, 2, object(9, ""));
        put(100, 3, object(100, ""));

        assertThat(ids()).containsExactly(9L, 10L, 100L);
    }

    @Test
    void holds_the_newest_observation_and_drops_stale_ones() throws UnreadableException {
        assertThat(put(4, 2, object(4, ",\"image\":2"))).isTrue();
        assertThat(put(4, 1, object(4, ",\"image\":1"))).isFalse();
        assertThat(put(4, 2, (String) null)).isFalse();

        assertThat(new String(rows().get(0).held().canonical(), UTF_8)).endsWith(",\"image\":2}");
        assertThat(trueSince(4)).isEqualTo(Instant.ofEpochMilli(2));
    }

    @Test
    void an_equal_observation_is_newer_all_the_same() throws UnreadableException {
        put(4, 1, object(4, ""));
        put(4, 2, object(4, ""));

        assertThat(trueSince(4)).isEqualTo(Instant.ofEpochMilli(2));
    }

    @Test
    void lists_no_removed_ones_and_remembers_that_they_were() throws UnreadableException {
        put(4, 1, object(4, ""));
        put(4, 2, (String) null);

        assertThat(ids()).isEmpty();
        assertThat(put(4, 1, object(4, ""))).isFalse();
        put(4, 3, object(4, ""));
        assertThat(ids()).hasSize(1);
    }

    @Test
    void takes_in_no_unreadable_ones() throws UnreadableException {
        put(4, 1, object(4, ""));

        assertThatThrownBy(() -> put(4, 2, object(5, ""))).isInstanceOf(UnreadableException.class);
        assertThatThrownBy(() -> put(4, 2, "{}")).isInstanceOf(UnreadableException.class);
        assertThat(trueSince(4)).isEqualTo(Instant.ofEpochMilli(1));
    }

    @Test
    void passes_over_what_can_be_read_but_not_be_cut_into_parts() throws UnreadableException {
        put(4, 1, object(4, ""));

        assertThatThrownBy(() -> put(4, 2, object(4, "").getBytes(UTF_16BE))).isInstanceOf(UnreadableException.class);
        assertThat(trueSince(4)).isEqualTo(Instant.ofEpochMilli(1));
    }

    @Test
    void takes_in_whatever_stands_where_nobody_looks() throws UnreadableException {
        var odd =
                ",\"time_in_space\":1E999999999999,\"time_docked\":[[1]],\"x\":-1.0E-999999999999,\"url\":{\"url\":5},\"\\ud83d\\ude80\":1";

        assertThat(put(4, 1, object(4, odd))).isTrue();
        assertThat(new String(rows().get(0).held().canonical(), UTF_8)).isEqualTo(object(4, odd));
    }

    @Test
    void a_list_once_cut_stays_as_it_was() throws UnreadableException {
        put(4, 1, object(4, ""));
        var before = catalogue.listing();
        put(5, 2, object(5, ""));

        assertThat(before.size()).isEqualTo(1);
        assertThat(catalogue.listing().size()).isEqualTo(2);
    }

    @Test
    void what_changes_nothing_leaves_the_list_as_it_is_so_that_what_was_selected_is_kept() throws UnreadableException {
        put(4, 1, object(4, ""));
        var before = catalogue.listing();
        put(4, 2, object(4, ""));

        assertThat(catalogue.listing()).isSameAs(before);
        put(4, 3, object(4, ",\"image\":1"));
        assertThat(catalogue.listing()).isNotSameAs(before);
    }

    @Test
    void knows_how_far_it_has_read() {
        catalogue.pass(0, 7);
        catalogue.pass(2, 0);
        catalogue.pass(0, 9);

        assertThat(catalogue.passed()).isEqualTo(Map.of(0, 9L, 2, 0L));
    }

    private List<Row> rows() {
        return catalogue.listing().select(Filter.ALL, Ordering.BY_ID);
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
        return catalogue.put(new Snapshot(
                id,
                value,
                new SnapshotHeaders(
                        observation, "page", "https://ll.example/2.3.0", 1, false, Instant.ofEpochMilli(observation)),
                // Received later: what it shows may be as old as its request, or older if a cache answered.
                Instant.ofEpochMilli(observation + 1_000)));
    }

    private static String object(long id, String more) {
        return "{\"id\":" + id + ",\"in_space\":false,\"status\":{\"id\":1}" + more + "}";
    }
}
