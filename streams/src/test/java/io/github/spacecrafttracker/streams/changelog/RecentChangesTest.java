package io.github.spacecrafttracker.streams.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.change.Kind;
import io.github.spacecrafttracker.streams.changelog.Batch.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is held in memory is read as the log would be, or not at all. */
class RecentChangesTest {
    private static final Position START = Position.of(10, 20);
    private static final ChangeFilter OF_7 = ChangeFilter.ofSpacecraft(7);

    private final RecentChanges recent = new RecentChanges(START, 4);

    @Test
    void begins_and_ends_where_the_log_begins_as_long_as_nothing_was_read() {
        assertThat(recent.floor()).isEqualTo(START);
        assertThat(recent.end()).isEqualTo(START);
        assertThat(forward(START)).contains("more: false, end: [10, 20]");
        assertThat(backward(START)).isEqualTo("more: false, end: [10, 20]");
    }

    @Test
    void is_read_forward_in_the_order_in_which_it_was_read() {
        read(Position.of(12, 21), 0, 10, 1, 20, 0, 11);

        assertThat(forward(START)).contains("0/10 1/20 0/11 more: false, end: [12, 21]");
    }

    @Test
    void is_read_backward_from_the_newest_on() {
        read(Position.of(12, 21), 0, 10, 1, 20, 0, 11);

        assertThat(backward(recent.end())).isEqualTo("0/11 1/20 0/10 more: false, end: [10, 20]");
        assertThat(backward(Position.of(11, 21))).isEqualTo("1/20 0/10 more: false, end: [10, 20]");
    }

    @Test
    void is_gone_on_in_from_any_step() {
        read(Position.of(14, 21), 0, 10, 1, 20, 0, 11, 0, 13);
        var all = recent.forward(Place.at(START), ChangeFilter.ALL, 9).orElseThrow();

        for (int read = 0; read < all.steps().size(); read++) {
            var rest = recent.forward(Place.at(all.steps().get(read).position()), ChangeFilter.ALL, 9)
                    .orElseThrow();
            assertThat(rest.changes())
                    .isEqualTo(all.changes().subList(read + 1, all.steps().size()));
        }
    }

    @Test
    void is_gone_on_in_from_a_position_in_which_the_partitions_were_read_in_another_order() {
        read(Position.of(12, 22), 0, 10, 0, 11, 1, 20, 1, 21);

        assertThat(forward(Position.of(10, 22))).contains("0/10 0/11 more: false, end: [12, 22]");
        assertThat(forward(Position.of(12, 21))).contains("1/21 more: false, end: [12, 22]");
    }

    @Test
    void a_place_beyond_the_end_stays_where_it_is() {
        read(Position.of(11, 20), 0, 10);

        assertThat(forward(Position.of(15, 20))).contains("more: false, end: [15, 20]");
    }

    @Test
    void the_marks_of_transactions_are_passed_over() {
        read(Position.of(13, 24), 0, 11);

        assertThat(forward(START)).contains("0/11 more: false, end: [13, 24]");
        assertThat(forward(Position.of(13, 24))).contains("more: false, end: [13, 24]");
    }

    @Test
    void what_a_filter_passes_over_is_not_passed_over_again() {
        recent.add(
                List.of(Some.change(0, 10, "7"), Some.change(0, 11, "8"), Some.change(1, 20, "7")),
                Position.of(12, 21));

        var batch = recent.forward(Place.at(START), OF_7, 9).orElseThrow();
        assertThat(told(batch)).isEqualTo("0/10 1/20 more: false, end: [12, 21]");
        assertThat(batch.steps().get(1).position()).isEqualTo(Position.of(12, 21));
        assertThat(told(recent.backward(recent.end(), OF_7, 9))).isEqualTo("1/20 0/10 more: false, end: [10, 20]");
    }

    @Test
    void no_more_than_what_is_wanted_is_read_and_whether_there_is_more_is_told() {
        read(Position.of(13, 20), 0, 10, 0, 11, 0, 12);

        assertThat(told(recent.forward(Place.at(START), ChangeFilter.ALL, 2).orElseThrow()))
                .isEqualTo("0/10 0/11 more: true, end: [12, 20]");
        assertThat(told(recent.forward(Place.at(START), ChangeFilter.ALL, 3).orElseThrow()))
                .isEqualTo("0/10 0/11 0/12 more: false, end: [13, 20]");
        assertThat(told(recent.backward(recent.end(), ChangeFilter.ALL, 2)))
                .isEqualTo("0/12 0/11 more: true, end: [11, 20]");
    }

    @Test
    void the_oldest_are_dropped_and_a_position_before_them_cannot_be_read_from() {
        read(Position.of(12, 22), 0, 10, 0, 11, 1, 20, 1, 21);
        assertThat(recent.floor()).isEqualTo(START);

        read(Position.of(13, 22), 0, 12);
        assertThat(recent.floor()).isEqualTo(Position.of(11, 20));
        assertThat(forward(START)).isEmpty();
        assertThat(forward(Position.of(11, 20))).contains("0/11 1/20 1/21 0/12 more: false, end: [13, 22]");
        assertThat(backward(recent.end())).isEqualTo("0/12 1/21 1/20 0/11 more: false, end: [11, 20]");
        // Of the first partition 11 is unread, so that the second helps nothing.
        assertThat(forward(Position.of(10, 22))).isEmpty();
    }

    @Test
    void a_place_knows_from_where_on_to_look_also_after_the_oldest_gave_way() {
        read(Position.of(14, 20), 0, 10, 0, 11, 0, 12, 0, 13);
        var first = recent.forward(Place.at(START), ChangeFilter.ALL, 2).orElseThrow();
        assertThat(first.end().sequence()).isEqualTo(2);

        read(Position.of(16, 20), 0, 14, 0, 15);
        assertThat(told(recent.forward(first.end(), ChangeFilter.ALL, 9).orElseThrow()))
                .isEqualTo("0/12 0/13 0/14 0/15 more: false, end: [16, 20]");

        read(Position.of(17, 20), 0, 16);
        assertThat(recent.forward(first.end(), ChangeFilter.ALL, 9)).isEmpty();
    }

    /** The partition, offset, observation and minute of each change; four are held. */
    @ParameterizedTest
    @CsvSource({
        "1, '[10, 20]'",
        "2, '[11, 20]'",
        "3, '[11, 20]'",
        "4, '[11, 21]'",
        "5, '[12, 22]'",
    })
    void a_time_is_the_position_before_the_first_change_of_each_partition_at_that_time_or_later(
            int minute, String position) {
        recent.add(List.of(at(0, 10, 1), at(0, 11, 4), at(1, 20, 3), at(1, 21, 4)), Position.of(12, 22));

        assertThat(recent.at(minute(minute)).map(Position::toString)).contains(position);
    }

    @ParameterizedTest
    @CsvSource({"1, false", "2, false", "3, true", "9, true"})
    void a_time_cannot_be_read_from_if_a_change_of_that_time_or_later_was_dropped(int minute, boolean served) {
        recent.add(
                List.of(at(0, 10, 2), at(0, 11, 1), at(0, 12, 1), at(0, 13, 1), at(0, 14, 1), at(0, 15, 4)),
                Position.of(16, 20));

        assertThat(recent.at(minute(minute)).isPresent()).isEqualTo(served);
    }

    @Test
    void an_event_whose_observation_is_not_above_the_last_of_its_spacecraft_and_kind_is_skipped_and_counted() {
        var first = observed(10, "7", Kind.STATUS, 5);
        var next = observed(11, "7", Kind.STATUS, 6);
        var ofAnotherKind = observed(12, "7", Kind.COUNTS, 5);
        var ofAnotherSpacecraft = observed(13, "8", Kind.STATUS, 5);
        assertThat(recent.add(List.of(first, next, ofAnotherKind, ofAnotherSpacecraft), Position.of(14, 20)))
                .containsExactly(first, next, ofAnotherKind, ofAnotherSpacecraft);
        var third = observed(16, "7", Kind.STATUS, 7);

        assertThat(recent.add(
                        List.of(observed(14, "7", Kind.STATUS, 6), observed(15, "7", Kind.STATUS, 5), third),
                        Position.of(17, 20)))
                .containsExactly(third);
        assertThat(recent.repeated()).isEqualTo(2);
        assertThat(forward(Position.of(14, 20))).contains("0/16 more: false, end: [17, 20]");
    }

    @Test
    void a_repeated_event_is_skipped_although_the_first_one_is_no_longer_held() {
        read(Position.of(15, 20), 0, 10, 0, 11, 0, 12, 0, 13, 0, 14);

        assertThat(recent.add(List.of(observed(15, "4", Some.kind(0), 10)), Position.of(16, 20)))
                .isEmpty();
        assertThat(recent.knows("4")).isTrue();
        assertThat(recent.knows("5")).isFalse();
    }

    @Test
    void the_changes_of_one_spacecraft_are_found_also_after_the_oldest_were_dropped() {
        recent.add(
                List.of(
                        Some.change(0, 10, "7"),
                        Some.change(0, 11, "8"),
                        Some.change(0, 12, "7"),
                        Some.change(0, 13, "9"),
                        Some.change(0, 14, "7")),
                Position.of(15, 20));

        assertThat(told(recent.backward(recent.end(), OF_7, 1))).isEqualTo("0/14 more: true, end: [14, 20]");
        for (int limit : List.of(2, 9)) {
            assertThat(told(recent.backward(recent.end(), OF_7, limit))).startsWith("0/14 0/12 more: false");
        }
        assertThat(told(recent.backward(Position.of(14, 20), OF_7, 9))).startsWith("0/12 more: false");
    }

    private static ChangeRecord at(int partition, long offset, int minute) {
        return Some.change(partition, offset, "4", Some.kind(partition), offset, minute(minute));
    }

    private static ChangeRecord observed(long offset, String spacecraft, Kind kind, long observation) {
        return Some.change(0, offset, spacecraft, kind, observation, Instant.EPOCH);
    }

    private static Instant minute(int minute) {
        return Instant.EPOCH.plusSeconds(60L * minute);
    }

    private Optional<String> forward(Position from) {
        return recent.forward(Place.at(from), ChangeFilter.ALL, 9).map(RecentChangesTest::told);
    }

    private String backward(Position before) {
        return told(recent.backward(before, ChangeFilter.ALL, 9));
    }

    private static String told(Batch batch) {
        var told = new StringBuilder();
        batch.changes().forEach(change -> told.append(change.partition())
                .append('/')
                .append(change.offset())
                .append(' '));
        return told + "more: " + batch.more() + ", end: " + batch.end().position();
    }

    /** Pairs of a partition and an offset. */
    private void read(Position upTo, long... pairs) {
        var changes = new ArrayList<ChangeRecord>();
        for (int pair = 0; pair < pairs.length; pair += 2) {
            changes.add(Some.change((int) pairs[pair], pairs[pair + 1]));
        }
        recent.add(changes, upTo);
    }
}
