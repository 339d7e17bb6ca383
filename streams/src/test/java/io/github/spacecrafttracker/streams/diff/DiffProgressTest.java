package io.github.spacecrafttracker.streams.diff;

import static io.github.spacecrafttracker.streams.diff.DiffTestDriver.FIRST_TIME;
import static io.github.spacecrafttracker.streams.diff.DiffTestDriver.onTheGround;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DiffProgressTest {
    private final DiffProgress progress = new DiffProgress();

    @Test
    void a_spacecraft_is_a_row_once_removed_or_not() {
        try (var tracker = new DiffTestDriver()) {
            assertThat(tracker.progress().rows()).isZero();
            tracker.observe(onTheGround());
            tracker.observe(onTheGround().replace("\"in_space\":false", "\"in_space\":true"));
            tracker.observe(null);
            tracker.observe("{}");

            assertThat(tracker.progress().rows()).isEqualTo(1);
            assertThat(tracker.progress().longestWait(Map.of(0, 1L), FIRST_TIME.toEpochMilli() + 240_000))
                    .as("since the last snapshot of four, a minute apart")
                    .isEqualTo(60_000);
        }
    }

    @Test
    void rows_are_those_of_the_partitions_that_are_diffed_here() {
        progress.begin(0, 3, 0).firstSeen();
        var moved = progress.begin(1, 5, 0);
        assertThat(progress.rows()).isEqualTo(9);

        progress.end(1, moved);
        assertThat(progress.rows()).isEqualTo(4);
    }

    @Test
    void a_task_that_ends_after_it_began_anew_in_another_thread_takes_nothing_away() {
        var before = progress.begin(0, 3, 0);
        progress.begin(0, 3, 0);
        progress.end(0, before);

        assertThat(progress.rows()).isEqualTo(3);
    }

    @Test
    void where_nothing_waits_nothing_has_waited() {
        progress.begin(0, 0, 1000).diffed(2000);

        assertThat(progress.longestWait(Map.of(0, 0L), 60_000)).isZero();
    }

    @Test
    void what_waits_was_written_after_the_last_that_was_diffed() {
        progress.begin(0, 0, 1000).diffed(2000);

        assertThat(progress.longestWait(Map.of(0, 1L), 60_000)).isEqualTo(58_000);
    }

    @Test
    void what_waits_was_written_after_nothing_waited() {
        progress.begin(0, 0, 1000).diffed(2000);
        progress.longestWait(Map.of(0, 0L), 59_000);

        assertThat(progress.longestWait(Map.of(0, 7L), 60_000)).isEqualTo(1000);
    }

    @Test
    void before_the_first_it_waits_since_the_partition_came_here_and_the_longest_of_all_counts() {
        progress.begin(0, 0, 1000);
        progress.begin(1, 0, 1000).diffed(50_000);

        assertThat(progress.longestWait(Map.of(0, 1L, 1, 1L, 2, 1L), 60_000)).isEqualTo(59_000);
    }
}
