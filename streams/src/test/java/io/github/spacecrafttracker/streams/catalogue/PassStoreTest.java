package io.github.spacecrafttracker.streams.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.poll.Outcome;
import io.github.spacecrafttracker.poll.PollReport.Afterwards;
import io.github.spacecrafttracker.poll.PollReport.Budget;
import io.github.spacecrafttracker.poll.PollReport.Exchange;
import io.github.spacecrafttracker.poll.PollReport.LookUp;
import io.github.spacecrafttracker.poll.PollReport.Page;
import io.github.spacecrafttracker.poll.PollReport.Pass;
import io.github.spacecrafttracker.poll.PollReport.Requests;
import io.github.spacecrafttracker.poll.PollReport.Sweep;
import io.github.spacecrafttracker.poll.PollReport.Watch;
import io.github.spacecrafttracker.poll.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which complete sweep a catalogue contains. */
class PassStoreTest {
    private static final String SOURCE = "https://ll.example/2.3.0";
    private static final Exchange EXCHANGE = new Exchange("/", at(1), at(1), null, 200, Outcome.ACCEPTED, null, 1L);
    private static final Pass PASS = new Pass("normal", at(1), at(1), 1L, 0, null, 1, List.of(), List.of(), null);

    private final PassStore passes = new PassStore();

    @Test
    void none_before_the_first() {
        assertThat(passes.sweep(Map.of(0, 100L))).isNull();
    }

    @Test
    void one_is_contained_when_every_partition_was_read_to_its_last_snapshot() {
        var sweep = sweep(1, 5L, -1L, 3L);
        passes.put(sweep);

        assertThat(passes.sweep(Map.of())).isNull();
        assertThat(passes.sweep(Map.of(0, 5L, 2, 2L))).isNull();
        assertThat(passes.sweep(Map.of(0, 4L, 1, 9L, 2, 3L))).isNull();
        assertThat(passes.sweep(Map.of(0, 5L, 2, 3L))).isEqualTo(sweep);
    }

    @Test
    void what_was_read_further_contains_it_too_for_offsets_have_gaps() {
        var sweep = sweep(1, 5L, -1L, 3L);
        passes.put(sweep);

        assertThat(passes.sweep(Map.of(0, 7L, 1, 1L, 2, 12L))).isEqualTo(sweep);
    }

    @Test
    void an_older_one_stays_contained_until_the_newer_is() {
        var first = sweep(1, 5L);
        var second = sweep(2, 9L);
        passes.put(first);
        passes.put(second);

        assertThat(passes.sweep(Map.of(0, 8L))).isEqualTo(first);
        assertThat(passes.sweep(Map.of(0, 9L))).isEqualTo(second);
    }

    @Test
    void after_compaction_the_last_one_is_enough() {
        var last = sweep(9, 90L);
        passes.put(last);

        assertThat(passes.sweep(Map.of(0, 90L))).isEqualTo(last);
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

    @Test
    void what_is_in_space_is_as_of_the_newest_watch_that_is_contained() {
        assertThat(passes.watchAsOf(Map.of(0, 100L))).isNull();
        passes.put(watch(afterwards(at(1), 5L, 3L)));
        passes.put(watch(afterwards(at(2), 9L, 3L)));

        assertThat(passes.watchAsOf(Map.of(0, 5L))).isNull();
        assertThat(passes.watchAsOf(Map.of(0, 8L, 1, 3L))).isEqualTo(at(1));
        assertThat(passes.watchAsOf(Map.of(0, 9L, 1, 3L))).isEqualTo(at(2));
    }

    @Test
    void a_report_of_any_poll_tells_of_a_watch_that_is_newer() {
        passes.put(new LookUp(SOURCE, EXCHANGE, 4, Reason.SUSPECT, true, null, afterwards(at(1), 5L)));
        assertThat(passes.watchAsOf(Map.of(0, 5L))).isEqualTo(at(1));

        passes.put(new Page(SOURCE, EXCHANGE, null, PASS, afterwards(at(2), 6L)));
        assertThat(passes.watchAsOf(Map.of(0, 6L))).isEqualTo(at(2));
    }

    @Test
    void a_watch_that_is_told_again_is_contained_as_it_was_at_first() {
        passes.put(watch(afterwards(at(2), 5L)));
        passes.put(watch(afterwards(at(2), 9L)));
        passes.put(watch(afterwards(at(1), 9L)));
        passes.put(watch(afterwards(null, 9L)));

        assertThat(passes.watchAsOf(Map.of(0, 5L))).isEqualTo(at(2));
        passes.put(watch(afterwards(at(1), 10L)));
        assertThat(passes.watchAsOf(Map.of(0, 10L))).isEqualTo(at(2));
    }

    private static Watch watch(Afterwards afterwards) {
        return new Watch(SOURCE, EXCHANGE, null, PASS, afterwards);
    }

    private static Afterwards afterwards(@Nullable Instant watchAsOf, Long... offsets) {
        return new Afterwards(new Requests(15, 1, 0), 0, at(9), watchAsOf, List.of(), List.of(offsets));
    }

    private static Instant at(long observation) {
        return Instant.ofEpochMilli(observation);
    }

    private static Sweep sweep(long observation, Long... offsets) {
        return new Sweep(
                SOURCE,
                observation,
                1,
                at(observation),
                at(observation),
                at(observation),
                false,
                "normal",
                1,
                1,
                List.of(),
                List.of(),
                List.of(offsets));
    }
}
