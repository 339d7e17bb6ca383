package io.github.spacecrafttracker.streams.changes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.streams.changes.Batch.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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
    void the_oldest_give_way_and_who_has_not_read_them_is_told_to_read_elsewhere() {
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
