package io.github.spacecrafttracker.poller.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.poll.PollReport.Pass;
import io.github.spacecrafttracker.poll.PollReport.Sweep;
import io.github.spacecrafttracker.poll.Reason;
import io.github.spacecrafttracker.poller.schedule.PollTask.LookUp;
import io.github.spacecrafttracker.poller.schedule.PollTask.SweepPage;
import io.github.spacecrafttracker.poller.schedule.PollTask.WatchPage;
import io.github.spacecrafttracker.poller.schedule.Scheduler.ScheduledTask;
import io.github.spacecrafttracker.poller.state.LookUps;
import io.github.spacecrafttracker.poller.state.Passes;
import io.github.spacecrafttracker.poller.state.PollerState;
import io.github.spacecrafttracker.poller.state.PollerState.KnownSpacecraft;
import io.github.spacecrafttracker.snapshot.SnapshotHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/**
 * The order of requests at the anonymous limit, with two known spacecraft: 1 is in space, 2 is not.
 * A watch is due after about 6 minutes, a page of a sweep after 29, and a look-up after 15.
 */
class SchedulerTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final long FIRST_OBSERVATION = 5;

    private final Scheduler scheduler = new Scheduler("normal", OptionalInt.empty());

    @Test
    void the_task_that_has_been_due_the_longest_is_next() {
        assertThat(next(state(watch(10), sweep(31))).task()).isInstanceOf(WatchPage.class);
        assertThat(next(state(watch(10), sweep(40))).task()).isInstanceOf(SweepPage.class);
    }

    @Test
    void a_request_is_planned_for_the_time_at_which_its_task_is_due() {
        var next = next(state(watch(1), sweep(1)));

        assertThat(next.task()).isInstanceOf(WatchPage.class);
        assertThat(next.at()).isBetween(NOON.plusSeconds(280), NOON.plusSeconds(300));
    }

    @Test
    void a_spacecraft_that_a_watch_missed_is_looked_up_before_everything_else() {
        var next = next(state(watch(1, 1L), sweep(600)));

        assertThat(next.task()).isEqualTo(new LookUp(1, Reason.SUSPECT));
        assertThat(next.at()).isEqualTo(NOON);
    }

    @Test
    void a_spacecraft_that_a_watch_missed_and_a_look_up_found_is_not_looked_up_before_everything_else() {
        var state = state(watch(10, 1L), sweep(600));
        var found = state.with(state.lookUps().found(1, NOON.minus(Duration.ofDays(1))));

        assertThat(next(found).task()).isInstanceOf(SweepPage.class);
    }

    @Test
    void a_spacecraft_that_a_sweep_missed_is_looked_up_when_no_watch_is_due() {
        assertThat(next(lastLookUp(60, state(watch(1), sweep(31, 2L)))).task())
                .isEqualTo(new LookUp(2, Reason.MISSING));
    }

    @Test
    void a_look_up_yields_to_a_watch_that_is_due() {
        assertThat(next(lastLookUp(60, state(watch(10), sweep(31, 2L)))).task()).isInstanceOf(WatchPage.class);
    }

    @Test
    void look_ups_of_what_a_sweep_missed_are_spaced() {
        var next = next(lastLookUp(1, state(watch(0), sweep(31, 2L))));

        assertThat(next.task()).isInstanceOf(WatchPage.class);
    }

    @Test
    void a_sweep_starts_again_after_it_has_waited_three_hours_for_its_look_ups() {
        assertThat(next(lastLookUp(1, state(watch(1), sweep(179, 2L)))).task()).isInstanceOf(SweepPage.class);
        assertThat(next(lastLookUp(1, state(watch(1), sweep(179, 2L)))).at())
                .as("not before")
                .isEqualTo(NOON.plus(Duration.ofMinutes(1)));
        assertThat(next(lastLookUp(1, state(watch(1), sweep(160, 2L)))).task()).isInstanceOf(WatchPage.class);
    }

    @Test
    void before_the_first_complete_sweep_only_the_sweep_is_read() {
        var passes = Passes.NONE.withWatch(pass(1L), minutesAgo(600));
        var next = next(state(passes));

        assertThat(next.task()).isInstanceOf(SweepPage.class);
        assertThat(next.at()).isEqualTo(NOON);
    }

    @Test
    void no_request_is_sent_before_the_backoff_is_over() {
        var state = state(watch(600), sweep(600));
        var rejected = state.with(state.health().rejected(NOON.plusSeconds(90)));

        assertThat(next(rejected).at()).isEqualTo(NOON.plusSeconds(90));
    }

    /** The rates are low while the budget is used up, and rise when requests leave the hour. */
    @Test
    void a_request_is_planned_with_the_budget_that_is_available_then() {
        var bookings = Collections.nCopies(15, minutesAgo(59));

        var next = scheduler.next(state(watch(10), sweep(10)), scheduler.budget(null, bookings), NOON);

        assertThat(next.task()).isInstanceOf(WatchPage.class);
        assertThat(next.at()).isEqualTo(NOON.plusSeconds(60).plus(RateLimit.SLACK));
    }

    private ScheduledTask next(PollerState state) {
        return scheduler.next(state, scheduler.budget(null, List.of()), NOON);
    }

    private static PollerState lastLookUp(int minutes, PollerState state) {
        return state.with(new LookUps(Map.of(), minutesAgo(minutes)));
    }

    private static PollerState state(Requested watch, Requested sweep) {
        return state(Passes.NONE
                .withSweep(sweep.pass(), sweep.at())
                .withWatch(watch.pass(), watch.at())
                .completed(completeSweep()));
    }

    private static PollerState state(Passes passes) {
        return PollerState.empty(1)
                .observed(9, Map.of(1L, known(true), 2L, known(false)))
                .with(passes);
    }

    /** A pass that has ended, and the time of its last request. */
    private record Requested(Pass pass, Instant at) {}

    private static Requested watch(int minutesAgo, Long... missing) {
        return new Requested(pass(missing), minutesAgo(minutesAgo));
    }

    private static Requested sweep(int minutesAgo, Long... missing) {
        return new Requested(pass(missing), minutesAgo(minutesAgo));
    }

    private static Pass pass(Long... missing) {
        var start = minutesAgo(5);
        return new Pass("normal", start, start, FIRST_OBSERVATION, 0, 2L, 1, List.of(), List.of(missing), null);
    }

    private static Sweep completeSweep() {
        var start = minutesAgo(600);
        return new Sweep(
                "https://upstream.example",
                1,
                1,
                start,
                start,
                start,
                true,
                "normal",
                1,
                2,
                List.of(),
                List.of(),
                List.of(0L));
    }

    /** Returns a spacecraft that was last read before the passes started. */
    private static KnownSpacecraft known(boolean inSpace) {
        var headers =
                new SnapshotHeaders(FIRST_OBSERVATION - 1, "page", "https://upstream.example", 0, true, Instant.EPOCH);
        return new KnownSpacecraft(headers, false, inSpace);
    }

    private static Instant minutesAgo(int minutes) {
        return NOON.minus(Duration.ofMinutes(minutes));
    }
}
