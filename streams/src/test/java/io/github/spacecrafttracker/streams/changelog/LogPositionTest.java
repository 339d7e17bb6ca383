package io.github.spacecrafttracker.streams.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Tests positions in a log of two partitions. */
class LogPositionTest {
    private final LogPosition position = LogPosition.of(3, 5);

    @Test
    void a_position_is_after_the_records_below_it_in_the_same_partition() {
        assertThat(position.isAfter(TestChanges.change(0, 2))).isTrue();
        assertThat(position.isAfter(TestChanges.change(0, 3))).isFalse();
        assertThat(position.isAfter(TestChanges.change(1, 3))).isTrue();
    }

    @Test
    void advancing_a_position_changes_one_partition_and_returns_a_copy() {
        assertThat(position.after(TestChanges.change(1, 8))).isEqualTo(LogPosition.of(3, 9));
        assertThat(position.with(0, 7)).isEqualTo(LogPosition.of(7, 5));
        assertThat(position).isEqualTo(LogPosition.of(3, 5));
    }

    @Test
    void a_position_covers_another_one_that_is_not_beyond_it_in_any_partition() {
        assertThat(position.covers(position)).isTrue();
        assertThat(position.covers(LogPosition.of(0, 5))).isTrue();
        assertThat(position.covers(LogPosition.of(0, 6))).isFalse();
        assertThat(position.covers(LogPosition.of(4, 0))).isFalse();
    }

    @Test
    void the_maximum_of_two_covers_both() {
        var other = LogPosition.of(4, 1);

        assertThat(position.max(other)).isEqualTo(LogPosition.of(4, 5)).hasSameHashCodeAs(LogPosition.of(4, 5));
    }

    @Test
    void a_position_is_independent_of_the_array_that_it_was_created_from() {
        var offsets = new long[] {3, 5};
        var copy = LogPosition.of(offsets);
        offsets[0] = 9;

        assertThat(copy).isEqualTo(position).isNotEqualTo(LogPosition.of(9, 5)).isNotEqualTo("[3, 5]");
    }
}
