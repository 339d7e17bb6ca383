package io.github.spacecrafttracker.streams.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.poll.Outcome;
import io.github.spacecrafttracker.poll.PollReport.Afterwards;
import io.github.spacecrafttracker.poll.PollReport.Budget;
import io.github.spacecrafttracker.poll.PollReport.Exchange;
import io.github.spacecrafttracker.poll.PollReport.LookUp;
import io.github.spacecrafttracker.poll.PollReport.Requests;
import io.github.spacecrafttracker.poll.PollReport.Sweep;
import io.github.spacecrafttracker.poll.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which complete sweep a catalogue contains. */
class PassesTest {
    private static final String SOURCE = "https://ll.example/2.3.0";

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
    void the_last_report_of_a_request_is_kept_and_neither_a_booking_nor_a_conclusion_is_one() {
        passes.put(sweep(1, 5L));
        assertThat(passes.lastPoll()).isNull();
        passes.put(lookUp(4));
        passes.put(lookUp(5));
        passes.put(new Budget(SOURCE, Instant.EPOCH, SOURCE + "/spacecraft/", new Requests(15, 1, 0)));

        assertThat(passes.lastPoll()).isEqualTo(lookUp(5));
    }

    private static LookUp lookUp(long id) {
        return new LookUp(
                SOURCE,
                new Exchange(SOURCE, Instant.EPOCH, null, null, null, Outcome.CONNECTION, "was refused", null),
                id,
                Reason.SUSPECT,
                null,
                null,
                new Afterwards(new Requests(15, 1, 0), 1, Instant.EPOCH, null, List.of(), List.of()));
    }

    private static Sweep sweep(long observation, Long... offsets) {
        var at = Instant.ofEpochMilli(observation);
        return new Sweep(
                SOURCE, observation, 1, at, at, at, false, "normal", 1, 1, List.of(), List.of(), List.of(offsets));
    }
}
