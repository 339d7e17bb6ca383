package io.github.spacecrafttracker.streams.diff;

import static io.github.spacecrafttracker.streams.diff.DiffTestDriver.FIRST_TIME;
import static io.github.spacecrafttracker.streams.diff.DiffTestDriver.onTheGround;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DiffProgressTest {
    private final DiffProgress progress = new DiffProgress();

    @Test
    void each_spacecraft_has_one_row_even_if_it_was_removed() {
        try (var driver = new DiffTestDriver()) {
            assertThat(driver.progress().rows()).isZero();
            driver.observe(onTheGround());
            driver.observe(onTheGround().replace("\"in_space\":false", "\"in_space\":true"));
            driver.observe(null);
            driver.observe("{}");

            assertThat(driver.progress().rows()).isEqualTo(1);
            assertThat(driver.progress().longestWait(Map.of(0, 1L), FIRST_TIME.toEpochMilli() + 240_000))
                    .as("since the last of four snapshots, a minute apart")
                    .isEqualTo(60_000);
        }
    }

    @Test
    void only_rows_of_partitions_of_this_instance_are_counted() {
        progress.begin(0, 3, 0).firstSeen();
        var moved = progress.begin(1, 5, 0);
        assertThat(progress.rows()).isEqualTo(9);

        progress.end(1, moved);
        assertThat(progress.rows()).isEqualTo(4);
    }

    @Test
    void a_task_that_ends_after_its_successor_began_does_not_remove_the_successor() {
        var before = progress.begin(0, 3, 0);
        progress.begin(0, 3, 0);
        progress.end(0, before);

        assertThat(progress.rows()).isEqualTo(3);
    }

    @Test
    void the_wait_is_zero_if_no_record_is_waiting() {
        progress.begin(0, 0, 1000).diffed(2000);

        assertThat(progress.longestWait(Map.of(0, 0L), 60_000)).isZero();
    }

    @Test
    void the_wait_is_at_most_the_time_since_the_last_diffed_record() {
        progress.begin(0, 0, 1000).diffed(2000);

        assertThat(progress.longestWait(Map.of(0, 1L), 60_000)).isEqualTo(58_000);
    }

    @Test
    void the_wait_is_at_most_the_time_since_no_record_was_waiting() {
        progress.begin(0, 0, 1000).diffed(2000);
        progress.longestWait(Map.of(0, 0L), 59_000);

        assertThat(progress.longestWait(Map.of(0, 7L), 60_000)).isEqualTo(1000);
    }

    @Test
    void the_wait_is_that_of_the_slowest_partition_and_starts_with_its_task() {
        progress.begin(0, 0, 1000);
        progress.begin(1, 0, 1000).diffed(50_000);

        assertThat(progress.longestWait(Map.of(0, 1L, 1, 1L, 2, 1L), 60_000)).isEqualTo(59_000);
    }
}
