package io.github.spacecrafttracker.poller.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.poll.PollReport.HeldBack;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MassDisappearanceTest {
    private static final List<Long> FIVE = ids(1, 5);

    @Test
    void fewer_than_five_are_believed_at_once() {
        assertThat(heldBack(null, ids(1, 4), 100)).isNull();
    }

    @Test
    void a_fiftieth_of_all_is_believed_at_once() {
        assertThat(heldBack(null, ids(1, 12), 600)).isNull();
        assertThat(heldBack(null, ids(1, 13), 600)).isEqualTo(new HeldBack(ids(1, 13), 1));
    }

    @Test
    void the_same_ones_are_counted_until_they_are_believed() {
        var once = heldBack(null, FIVE, 100);
        var twice = heldBack(once, FIVE, 100);

        assertThat(once).isEqualTo(new HeldBack(FIVE, 1));
        assertThat(twice).isEqualTo(new HeldBack(FIVE, 2));
        assertThat(heldBack(twice, FIVE, 100)).isEqualTo(new HeldBack(FIVE, 3));
    }

    @Test
    void other_ones_are_counted_from_the_start() {
        var twice = new HeldBack(FIVE, 2);

        assertThat(heldBack(twice, ids(1, 6), 100)).isEqualTo(new HeldBack(ids(1, 6), 1));
        assertThat(heldBack(twice, ids(2, 6), 100)).isEqualTo(new HeldBack(ids(2, 6), 1));
    }

    @Test
    void once_believed_fewer_of_them_are_believed_but_no_others() {
        var believed = new HeldBack(ids(1, 9), 3);

        assertThat(heldBack(believed, FIVE, 100)).isEqualTo(new HeldBack(FIVE, 4));
        assertThat(heldBack(believed, ids(1, 10), 100)).isEqualTo(new HeldBack(ids(1, 10), 1));
    }

    @Test
    void those_that_a_look_up_found_do_not_count() {
        assertThat(MassDisappearance.heldBack(null, new MissingSpacecraft(ids(1, 9), ids(1, 4), 100)))
                .isNull();
    }

    private static @Nullable HeldBack heldBack(@Nullable HeldBack before, List<Long> ids, int expected) {
        return MassDisappearance.heldBack(before, new MissingSpacecraft(ids, ids, expected));
    }

    private static List<Long> ids(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
