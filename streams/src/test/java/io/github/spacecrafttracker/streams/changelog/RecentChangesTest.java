package io.github.spacecrafttracker.streams.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.change.Kind;
import io.github.spacecrafttracker.streams.changelog.ChangeSlice.ReadPosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading the changes in memory gives the same result as reading the log, or no result. */
class RecentChangesTest {
    private static final LogPosition START = LogPosition.of(10, 20);
    private static final ChangeFilter OF_7 = ChangeFilter.ofSpacecraft(7);

    private final RecentChanges recent = new RecentChanges(START, 4);

    @Test
    void an_empty_log_begins_and_ends_at_its_start() {
        assertThat(recent.beginning()).isEqualTo(START);
        assertThat(recent.end()).isEqualTo(START);
        assertThat(forward(START)).contains("more: false, end: [10, 20]");
        assertThat(backward(START)).isEqualTo("more: false, end: [10, 20]");
    }

    @Test
    void reading_forward_follows_the_order_in_which_the_changes_were_read() {
        read(LogPosition.of(12, 21), 0, 10, 1, 20, 0, 11);

        assertThat(forward(START)).contains("0/10 1/20 0/11 more: false, end: [12, 21]");
    }

    @Test
    void reading_backward_begins_with_the_change_that_was_read_last() {
        read(LogPosition.of(12, 21), 0, 10, 1, 20, 0, 11);

        assertThat(backward(recent.end())).isEqualTo("0/11 1/20 0/10 more: false, end: [10, 20]");
        assertThat(backward(LogPosition.of(11, 21))).isEqualTo("1/20 0/10 more: false, end: [10, 20]");
    }

    @Test
    void reading_continues_from_the_position_of_any_entry() {
        read(LogPosition.of(14, 21), 0, 10, 1, 20, 0, 11, 0, 13);
        var all = recent.forward(ReadPosition.at(START), ChangeFilter.ALL, 9).orElseThrow();

        for (int read = 0; read < all.entries().size(); read++) {
            var rest = recent.forward(ReadPosition.at(all.entries().get(read).position()), ChangeFilter.ALL, 9)
                    .orElseThrow();
            assertThat(rest.changes())
                    .isEqualTo(all.changes().subList(read + 1, all.entries().size()));
        }
    }

    @Test
    void reading_continues_from_a_position_that_results_from_another_order_of_partitions() {
        read(LogPosition.of(12, 22), 0, 10, 0, 11, 1, 20, 1, 21);

        assertThat(forward(LogPosition.of(10, 22))).contains("0/10 0/11 more: false, end: [12, 22]");
        assertThat(forward(LogPosition.of(12, 21))).contains("1/21 more: false, end: [12, 22]");
    }

    @Test
    void a_position_beyond_the_end_does_not_move() {
        read(LogPosition.of(11, 20), 0, 10);

        assertThat(forward(LogPosition.of(15, 20))).contains("more: false, end: [15, 20]");
    }

    @Test
    void transaction_markers_are_skipped() {
        read(LogPosition.of(13, 24), 0, 11);

        assertThat(forward(START)).contains("0/11 more: false, end: [13, 24]");
        assertThat(forward(LogPosition.of(13, 24))).contains("more: false, end: [13, 24]");
    }

    @Test
    void a_position_is_after_the_changes_that_the_filter_skipped() {
        recent.add(
                List.of(TestChanges.change(0, 10, "7"), TestChanges.change(0, 11, "8"), TestChanges.change(1, 20, "7")),
                LogPosition.of(12, 21));

        var slice = recent.forward(ReadPosition.at(START), OF_7, 9).orElseThrow();
        assertThat(text(slice)).isEqualTo("0/10 1/20 more: false, end: [12, 21]");
        assertThat(slice.entries().get(1).position()).isEqualTo(LogPosition.of(12, 21));
        assertThat(text(recent.backward(recent.end(), OF_7, 9))).isEqualTo("1/20 0/10 more: false, end: [10, 20]");
    }

    @Test
    void a_slice_contains_at_most_the_limit_and_states_whether_there_are_more_changes() {
        read(LogPosition.of(13, 20), 0, 10, 0, 11, 0, 12);

        assertThat(text(recent.forward(ReadPosition.at(START), ChangeFilter.ALL, 2)
                        .orElseThrow()))
                .isEqualTo("0/10 0/11 more: true, end: [12, 20]");
        assertThat(text(recent.forward(ReadPosition.at(START), ChangeFilter.ALL, 3)
                        .orElseThrow()))
                .isEqualTo("0/10 0/11 0/12 more: false, end: [13, 20]");
        assertThat(text(recent.backward(recent.end(), ChangeFilter.ALL, 2)))
                .isEqualTo("0/12 0/11 more: true, end: [11, 20]");
    }

    @Test
    void the_oldest_changes_are_evicted_and_a_position_before_them_is_no_longer_served() {
        read(LogPosition.of(12, 22), 0, 10, 0, 11, 1, 20, 1, 21);
        assertThat(recent.beginning()).isEqualTo(START);

        read(LogPosition.of(13, 22), 0, 12);
        assertThat(recent.beginning()).isEqualTo(LogPosition.of(11, 20));
        assertThat(forward(START)).isEmpty();
        assertThat(forward(LogPosition.of(11, 20))).contains("0/11 1/20 1/21 0/12 more: false, end: [13, 22]");
        assertThat(backward(recent.end())).isEqualTo("0/12 1/21 1/20 0/11 more: false, end: [11, 20]");
        // Offset 10 of the first partition was evicted, so the position in the second one does not
        // matter.
        assertThat(forward(LogPosition.of(10, 22))).isEmpty();
    }

    @Test
    void a_returned_position_remains_valid_after_the_oldest_changes_were_evicted() {
        read(LogPosition.of(14, 20), 0, 10, 0, 11, 0, 12, 0, 13);
        var first = recent.forward(ReadPosition.at(START), ChangeFilter.ALL, 2).orElseThrow();
        assertThat(first.end().sequence()).isEqualTo(2);

        read(LogPosition.of(16, 20), 0, 14, 0, 15);
        assertThat(text(recent.forward(first.end(), ChangeFilter.ALL, 9).orElseThrow()))
                .isEqualTo("0/12 0/13 0/14 0/15 more: false, end: [16, 20]");

        read(LogPosition.of(17, 20), 0, 16);
        assertThat(recent.forward(first.end(), ChangeFilter.ALL, 9)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1, '[10, 20]'",
        "2, '[11, 20]'",
        "3, '[11, 20]'",
        "4, '[11, 21]'",
        "5, '[12, 22]'",
    })
    void a_time_is_resolved_to_the_position_before_the_first_change_of_each_partition_at_that_time_or_later(
            int minute, String position) {
        recent.add(List.of(at(0, 10, 1), at(0, 11, 4), at(1, 20, 3), at(1, 21, 4)), LogPosition.of(12, 22));

        assertThat(recent.at(minute(minute)).map(LogPosition::toString)).contains(position);
    }

    @ParameterizedTest
    @CsvSource({"1, false", "2, false", "3, true", "9, true"})
    void a_time_is_not_served_if_a_change_of_that_time_or_later_was_evicted(int minute, boolean served) {
        recent.add(
                List.of(at(0, 10, 2), at(0, 11, 1), at(0, 12, 1), at(0, 13, 1), at(0, 14, 1), at(0, 15, 4)),
                LogPosition.of(16, 20));

        assertThat(recent.at(minute(minute)).isPresent()).isEqualTo(served);
    }

    @Test
    void an_event_that_is_not_newer_than_the_last_one_of_its_spacecraft_and_kind_is_skipped_and_counted() {
        var first = observed(10, "7", Kind.STATUS, 5);
        var next = observed(11, "7", Kind.STATUS, 6);
        var ofAnotherKind = observed(12, "7", Kind.COUNTS, 5);
        var ofAnotherSpacecraft = observed(13, "8", Kind.STATUS, 5);
        assertThat(recent.add(List.of(first, next, ofAnotherKind, ofAnotherSpacecraft), LogPosition.of(14, 20))
                        .added())
                .containsExactly(first, next, ofAnotherKind, ofAnotherSpacecraft);
        var third = observed(16, "7", Kind.STATUS, 7);

        assertThat(recent.add(
                                List.of(observed(14, "7", Kind.STATUS, 6), observed(15, "7", Kind.STATUS, 5), third),
                                LogPosition.of(17, 20))
                        .added())
                .containsExactly(third);
        assertThat(recent.repeated()).isEqualTo(2);
        assertThat(forward(LogPosition.of(14, 20))).contains("0/16 more: false, end: [17, 20]");
    }

    @Test
    void a_repeated_event_is_skipped_even_if_the_first_one_is_no_longer_held() {
        read(LogPosition.of(15, 20), 0, 10, 0, 11, 0, 12, 0, 13, 0, 14);

        assertThat(recent.add(List.of(observed(15, "4", TestChanges.kind(0), 10)), LogPosition.of(16, 20))
                        .added())
                .isEmpty();
        assertThat(recent.hasRead("4")).isTrue();
        assertThat(recent.hasRead("5")).isFalse();
    }

    @Test
    void the_changes_of_one_spacecraft_are_found_after_the_oldest_ones_were_evicted() {
        recent.add(
                List.of(
                        TestChanges.change(0, 10, "7"),
                        TestChanges.change(0, 11, "8"),
                        TestChanges.change(0, 12, "7"),
                        TestChanges.change(0, 13, "9"),
                        TestChanges.change(0, 14, "7")),
                LogPosition.of(15, 20));

        assertThat(text(recent.backward(recent.end(), OF_7, 1))).isEqualTo("0/14 more: true, end: [14, 20]");
        for (int limit : List.of(2, 9)) {
            assertThat(text(recent.backward(recent.end(), OF_7, limit))).startsWith("0/14 0/12 more: false");
        }
        assertThat(text(recent.backward(LogPosition.of(14, 20), OF_7, 9))).startsWith("0/12 more: false");
    }

    @Test
    void the_newest_changes_are_those_with_the_highest_observations_regardless_of_reading_order() {
        var dropped = observed(10, "9", Kind.STATUS, 9);
        var newest = observed(11, "1", Kind.CATALOGUE, 8);
        var oldest = observed(12, "2", Kind.STATUS, 3);
        var second = observed(13, "3", Kind.STATUS, 7);
        var third = observed(14, "4", Kind.STATUS, 5);
        recent.add(List.of(dropped, newest, oldest, second, third), LogPosition.of(15, 20));

        assertThat(recent.newest(3)).containsExactly(newest, second, third);
        assertThat(recent.newest(9)).containsExactly(newest, second, third, oldest);
        assertThat(recent.newest(0)).isEmpty();
    }

    private static ChangeRecord at(int partition, long offset, int minute) {
        return TestChanges.change(partition, offset, "4", TestChanges.kind(partition), offset, minute(minute));
    }

    private static ChangeRecord observed(long offset, String spacecraft, Kind kind, long observation) {
        return TestChanges.change(0, offset, spacecraft, kind, observation, Instant.EPOCH);
    }

    private static Instant minute(int minute) {
        return Instant.EPOCH.plusSeconds(60L * minute);
    }

    private Optional<String> forward(LogPosition from) {
        return recent.forward(ReadPosition.at(from), ChangeFilter.ALL, 9).map(RecentChangesTest::text);
    }

    private String backward(LogPosition before) {
        return text(recent.backward(before, ChangeFilter.ALL, 9));
    }

    private static String text(ChangeSlice slice) {
        var text = new StringBuilder();
        slice.changes().forEach(change -> text.append(change.partition())
                .append('/')
                .append(change.offset())
                .append(' '));
        return text + "more: " + slice.hasMore() + ", end: " + slice.end().position();
    }

    /** Adds changes, given as pairs of a partition and an offset. */
    private void read(LogPosition upTo, long... pairs) {
        var changes = new ArrayList<ChangeRecord>();
        for (int pair = 0; pair < pairs.length; pair += 2) {
            changes.add(TestChanges.change((int) pairs[pair], pairs[pair + 1]));
        }
        recent.add(changes, upTo);
    }
}
