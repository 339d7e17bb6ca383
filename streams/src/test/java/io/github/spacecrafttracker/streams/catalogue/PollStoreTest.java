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

/** Tests which complete sweep and watch a catalogue contains, and the last report of a poll. */
class PollStoreTest {
    private static final String SOURCE = "https://ll.example/2.3.0";
    private static final Exchange EXCHANGE = new Exchange("/", at(1), at(1), null, 200, Outcome.ACCEPTED, null, 1L);
    private static final Pass PASS = new Pass("normal", at(1), at(1), 1L, 0, null, 1, List.of(), List.of(), null);

    private final PollStore polls = new PollStore();

    @Test
    void there_is_initially_no_sweep() {
        assertThat(polls.sweep(Map.of(0, 100L))).isNull();
    }

    @Test
    void a_sweep_is_contained_once_every_partition_has_been_read_up_to_its_last_snapshot() {
        var sweep = sweep(1, 5L, -1L, 3L);
        polls.put(sweep);

        assertThat(polls.sweep(Map.of())).isNull();
        assertThat(polls.sweep(Map.of(0, 5L, 2, 2L))).isNull();
        assertThat(polls.sweep(Map.of(0, 4L, 1, 9L, 2, 3L))).isNull();
        assertThat(polls.sweep(Map.of(0, 5L, 2, 3L))).isEqualTo(sweep);
    }

    @Test
    void a_catalogue_that_has_read_further_contains_the_sweep_because_offsets_have_gaps() {
        var sweep = sweep(1, 5L, -1L, 3L);
        polls.put(sweep);

        assertThat(polls.sweep(Map.of(0, 7L, 1, 1L, 2, 12L))).isEqualTo(sweep);
    }

    @Test
    void an_older_sweep_remains_the_newest_until_a_newer_one_is_contained() {
        var first = sweep(1, 5L);
        var second = sweep(2, 9L);
        polls.put(first);
        polls.put(second);

        assertThat(polls.sweep(Map.of(0, 8L))).isEqualTo(first);
        assertThat(polls.sweep(Map.of(0, 9L))).isEqualTo(second);
    }

    @Test
    void the_last_sweep_is_sufficient_after_compaction() {
        var last = sweep(9, 90L);
        polls.put(last);

        assertThat(polls.sweep(Map.of(0, 90L))).isEqualTo(last);
    }

    @Test
    void the_last_poll_is_the_last_report_of_a_request_rather_than_a_booking_or_a_sweep() {
        polls.put(sweep(1, 5L));
        assertThat(polls.lastPoll()).isNull();
        polls.put(lookUp(4));
        polls.put(lookUp(5));
        polls.put(new Budget(SOURCE, Instant.EPOCH, SOURCE + "/spacecraft/", new Requests(15, 1, 0)));

        assertThat(polls.lastPoll()).isEqualTo(lookUp(5));
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
    void the_list_of_spacecraft_in_space_is_as_of_the_newest_contained_watch() {
        assertThat(polls.watchAsOf(Map.of(0, 100L))).isNull();
        polls.put(watch(afterwards(at(1), 5L, 3L)));
        polls.put(watch(afterwards(at(2), 9L, 3L)));

        assertThat(polls.watchAsOf(Map.of(0, 5L))).isNull();
        assertThat(polls.watchAsOf(Map.of(0, 8L, 1, 3L))).isEqualTo(at(1));
        assertThat(polls.watchAsOf(Map.of(0, 9L, 1, 3L))).isEqualTo(at(2));
    }

    @Test
    void the_report_of_any_poll_may_complete_a_newer_watch() {
        polls.put(new LookUp(SOURCE, EXCHANGE, 4, Reason.SUSPECT, true, null, afterwards(at(1), 5L)));
        assertThat(polls.watchAsOf(Map.of(0, 5L))).isEqualTo(at(1));

        polls.put(new Page(SOURCE, EXCHANGE, null, PASS, afterwards(at(2), 6L)));
        assertThat(polls.watchAsOf(Map.of(0, 6L))).isEqualTo(at(2));
    }

    @Test
    void a_repeated_watch_keeps_the_offsets_of_its_first_report() {
        polls.put(watch(afterwards(at(2), 5L)));
        polls.put(watch(afterwards(at(2), 9L)));
        polls.put(watch(afterwards(at(1), 9L)));
        polls.put(watch(afterwards(null, 9L)));

        assertThat(polls.watchAsOf(Map.of(0, 5L))).isEqualTo(at(2));
        polls.put(watch(afterwards(at(1), 10L)));
        assertThat(polls.watchAsOf(Map.of(0, 10L))).isEqualTo(at(2));
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
