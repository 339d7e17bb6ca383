package io.github.spacecrafttracker.streams.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poll.PollReport.Sweep;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which complete sweep a catalogue contains. */
class PassesTest {
    private final Passes passes = new Passes();

    @Test
    void none_before_the_first() {
        assertThat(passes.contained(Map.of(0, 100L))).isNull();
    }

    @Test
    void one_is_contained_when_every_partition_was_read_to_its_last_snapshot() {
        var sweep = sweep(1, 5L, -1L, 3L);
        passes.put(sweep);

        assertThat(passes.contained(Map.of())).isNull();
        assertThat(passes.contained(Map.of(0, 5L, 2, 2L))).isNull();
        assertThat(passes.contained(Map.of(0, 4L, 1, 9L, 2, 3L))).isNull();
        assertThat(passes.contained(Map.of(0, 5L, 2, 3L))).isEqualTo(sweep);
    }

    @Test
    void what_was_read_further_contains_it_too_for_offsets_have_gaps() {
        var sweep = sweep(1, 5L, -1L, 3L);
        passes.put(sweep);

        assertThat(passes.contained(Map.of(0, 7L, 1, 1L, 2, 12L))).isEqualTo(sweep);
    }

    @Test
    void an_older_one_stays_contained_until_the_newer_is() {
        var first = sweep(1, 5L);
        var second = sweep(2, 9L);
        passes.put(first);
        passes.put(second);

        assertThat(passes.contained(Map.of(0, 8L))).isEqualTo(first);
        assertThat(passes.contained(Map.of(0, 9L))).isEqualTo(second);
    }

    @Test
    void after_compaction_the_last_one_is_enough() {
        var last = sweep(9, 90L);
        passes.put(last);

        assertThat(passes.contained(Map.of(0, 90L))).isEqualTo(last);
    }

    @Test
    void the_last_report_of_each_kind_is_kept() {
        passes.put(sweep(1, 5L));
        passes.put(sweep(2, 6L));

        assertThat(passes.last(PollReport.SWEEP)).isEqualTo(sweep(2, 6L));
        assertThat(passes.last(PollReport.PAGE)).isNull();
    }

    private static Sweep sweep(long observation, Long... offsets) {
        var at = Instant.ofEpochMilli(observation);
        return new Sweep(
                "https://ll.example/2.3.0",
                observation,
                1,
                at,
                at,
                at,
                false,
                "normal",
                1,
                1,
                List.of(),
                List.of(),
                List.of(offsets));
    }
}
