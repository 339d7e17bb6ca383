package io.github.spacecrafttracker.streams.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A position says of each partition by itself what was read. */
class PositionTest {
    private final Position position = Position.of(3, 5);

    @Test
    void is_after_what_lies_below_it_in_the_same_partition() {
        assertThat(position.isAfter(Some.change(0, 2))).isTrue();
        assertThat(position.isAfter(Some.change(0, 3))).isFalse();
        assertThat(position.isAfter(Some.change(1, 3))).isTrue();
    }

    @Test
    void moves_in_one_partition_alone_and_leaves_the_old_one_as_it_was() {
        assertThat(position.after(Some.change(1, 8))).isEqualTo(Position.of(3, 9));
        assertThat(position.with(0, 7)).isEqualTo(Position.of(7, 5));
        assertThat(position).isEqualTo(Position.of(3, 5));
    }

    @Test
    void covers_one_that_is_beyond_it_nowhere() {
        assertThat(position.covers(position)).isTrue();
        assertThat(position.covers(Position.of(0, 5))).isTrue();
        assertThat(position.covers(Position.of(0, 6))).isFalse();
        assertThat(position.covers(Position.of(4, 0))).isFalse();
    }

    @Test
    void the_maximum_of_two_covers_both() {
        var other = Position.of(4, 1);

        assertThat(position.max(other)).isEqualTo(Position.of(4, 5)).hasSameHashCodeAs(Position.of(4, 5));
    }

    @Test
    void keeps_nothing_of_the_array_that_it_was_made_of() {
        var offsets = new long[] {3, 5};
        var made = Position.of(offsets);
        offsets[0] = 9;

        assertThat(made).isEqualTo(position).isNotEqualTo(Position.of(9, 5)).isNotEqualTo("[3, 5]");
    }
}
