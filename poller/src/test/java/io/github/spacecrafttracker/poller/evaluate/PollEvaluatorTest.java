package io.github.spacecrafttracker.poller.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.spacecrafttracker.poll.Outcome;
import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poll.PollReport.LookUp;
import io.github.spacecrafttracker.poll.PollReport.Page;
import io.github.spacecrafttracker.poll.PollReport.Sweep;
import io.github.spacecrafttracker.poll.PollReport.Watch;
import io.github.spacecrafttracker.poll.Reason;
import io.github.spacecrafttracker.poller.InMemoryUpstream;
import io.github.spacecrafttracker.poller.SimulatedPoller;
import io.github.spacecrafttracker.poller.SimulatedPoller.Step;
import io.github.spacecrafttracker.poller.ll2.UpstreamLimit.ReportedLimit;
import io.github.spacecrafttracker.poller.schedule.PollTask;
import io.github.spacecrafttracker.snapshot.Snapshot;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The poller's requests and its evaluation of the replies, with a changing catalogue and a
 * simulated clock.
 */
class PollEvaluatorTest {
    private final InMemoryUpstream upstream = new InMemoryUpstream();
    private SimulatedPoller poller = new SimulatedPoller(upstream);

    /** docs/guarantees.md#g3. */
    @Test
    void every_spacecraft_read_up_to_the_end_of_the_first_complete_sweep_is_initial() throws Exception {
        catalogue(150);
        assertThat(initial(poller.poll())).containsOnly(true);
        assertThat(initial(poller.poll())).as("the last poll of the sweep").containsOnly(true);
        upstream.put(1_000, true);
        upstream.put(4, true);
        var watch = until(step -> step.task() instanceof PollTask.WatchPage);
        assertThat(watch.evaluation().snapshots())
                .extracting(Snapshot::id, snapshot -> snapshot.headers().initial())
                .containsExactly(tuple(4L, true), tuple(1_000L, false));
    }

    @Test
    void before_the_first_complete_sweep_only_the_sweep_is_read_without_a_pause() throws Exception {
        catalogue(607);
        for (var page = 0; page < 7; page++) {
            assertThat(poller.poll().task()).isInstanceOf(PollTask.SweepPage.class);
        }
        assertThat(poller.now()).isBefore(SimulatedPoller.START.plusSeconds(5));
        assertThat(poller.state().baseline()).isFalse();
    }

    @Test
    void observations_strictly_increase() throws Exception {
        catalogue(150);
        var observations = new ArrayList<Long>();
        for (var poll = 0; poll < 50; poll++) {
            poller.poll().evaluation().snapshots().stream()
                    .map(snapshot -> snapshot.headers().observation())
                    .distinct()
                    .forEach(observations::add);
        }
        assertThat(observations).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void a_spacecraft_that_lands_is_looked_up_at_once() throws Exception {
        swept(50);
        upstream.put(10, true);
        until(step -> step.task() instanceof PollTask.WatchPage);
        upstream.put(10, false);
        var watch = until(step -> step.task() instanceof PollTask.WatchPage);
        var report = (Watch) watch.reports().get(0);
        assertThat(report.pass().missing()).containsExactly(10L);
        assertThat(report.afterwards().watchAsOf())
                .as("the watch waits for the look-up")
                .isBefore(report.pass().startedAt());
        var before = poller.now();
        var lookUp = poller.poll();
        assertThat(lookUp.task()).isEqualTo(new PollTask.LookUp(10, Reason.SUSPECT));
        assertThat(poller.now()).as("at once").isBefore(before.plusSeconds(1));
        assertThat(lookUp.evaluation().snapshots()).singleElement().satisfies(snapshot -> assertThat(
                        snapshot.reading().state().inSpace())
                .isFalse());
        assertThat(((LookUp) lookUp.reports().get(0)).afterwards().watchAsOf())
                .as("the look-up completes the watch")
                .isEqualTo(report.pass().startedAt());
    }

    /** docs/guarantees.md#g6: a partial watch never passes for a complete one. */
    @Test
    void a_watch_is_complete_only_after_the_look_ups_of_what_it_missed() throws Exception {
        upstream.put(10, true);
        while (poller.state().baseline()) {
            poller.poll();
        }
        upstream.put(10, false);

        var watch = (Watch) until(step -> step.task() instanceof PollTask.WatchPage)
                .reports()
                .get(0);
        assertThat(watch.pass().missing()).containsExactly(10L);
        assertThat(watch.afterwards().watchAsOf()).isNull();

        var lookUp = (LookUp) poller.poll().reports().get(0);
        assertThat(lookUp.afterwards().watchAsOf()).isEqualTo(watch.pass().startedAt());
    }

    /** docs/guarantees.md#g2. */
    @ParameterizedTest
    @CsvSource({"4, ACCEPTED", "5, CONTRADICTION"})
    void an_empty_watch_is_rejected_if_five_or_more_were_in_space(int inSpace, Outcome outcome) throws Exception {
        for (var id = 1; id <= inSpace; id++) {
            upstream.put(id, true);
        }
        while (poller.state().baseline()) {
            poller.poll();
        }
        for (var id = 1; id <= inSpace; id++) {
            upstream.put(id, false);
        }

        var watch = until(step -> step.task() instanceof PollTask.WatchPage);
        assertThat(watch.evaluation().outcome()).isEqualTo(outcome);
    }

    /** docs/guarantees.md#g4. */
    @Test
    void a_spacecraft_without_a_row_and_a_page_is_removed_which_completes_the_sweep() throws Exception {
        swept(150);
        upstream.remove(40);
        var last = until(step -> ended(step));
        assertThat(last.reports()).as("not complete").hasSize(1);
        assertThat(last.evaluation().notice()).contains("1 known spacecraft", "40");
        var lookUp = until(step -> step.task() instanceof PollTask.LookUp);
        assertThat(lookUp.evaluation().outcome()).isEqualTo(Outcome.ABSENT);
        assertThat(lookUp.evaluation().snapshots()).singleElement().satisfies(snapshot -> {
            assertThat(snapshot.id()).isEqualTo(40);
            assertThat(snapshot.value()).isNull();
            assertThat(snapshot.headers().pollKind()).isEqualTo(PollReport.LOOK_UP);
            assertThat(snapshot.headers().firstSeen())
                    .isLessThan(snapshot.headers().observation());
        });
        assertThat(lookUp.reports()).hasSize(2);
        assertThat(((Sweep) lookUp.reports().get(1)).rows()).isEqualTo(149);
        assertThat(steps(Duration.ofDays(1)))
                .as("no further look-up")
                .noneMatch(step -> step.task() instanceof PollTask.LookUp)
                .filteredOn(step -> ended(step))
                .allMatch(step -> step.reports().size() == 2);
    }

    /** docs/guarantees.md#g4: a list that loses rows for a while. */
    @Test
    void a_spacecraft_that_is_missing_for_a_while_but_has_a_page_is_not_removed() throws Exception {
        swept(150);
        upstream.unlist(40);
        until(step -> step.task() instanceof PollTask.LookUp);
        upstream.put(40, false);
        assertThat(steps(Duration.ofDays(1)))
                .as("nothing is removed or looked up again")
                .allMatch(step -> step.evaluation().outcome() == Outcome.ACCEPTED)
                .noneMatch(step -> step.task() instanceof PollTask.LookUp);
        assertThat(poller.state().lookUps().byId()).isEmpty();
    }

    @Test
    void a_spacecraft_that_stays_unlisted_is_looked_up_less_and_less_and_delays_no_sweep() throws Exception {
        swept(150);
        upstream.unlist(40);
        var steps = steps(Duration.ofDays(10));
        var lookUps = steps.stream()
                .filter(step -> step.task() instanceof PollTask.LookUp)
                .count();
        assertThat(lookUps).isBetween(10L, 20L);
        var sweeps = sweeps(steps);
        assertThat(sweeps).hasSizeGreaterThan(80);
        assertThat(sweeps.get(40).unlistedIds()).containsExactly(40L);
        assertThat(sweeps.get(40).asOf())
                .as("the time of the last look-up")
                .isBefore(sweeps.get(40).startedAt());
    }

    /** docs/guarantees.md#g6: a cache may have answered. */
    @Test
    void a_sweep_is_as_old_as_the_reply_that_last_showed_a_row_that_it_did_not_read() throws Exception {
        swept(150);
        upstream.unlist(40);
        until(PollEvaluatorTest::ended);
        upstream.date = poller.now();
        var lookUp = until(step -> step.task() instanceof PollTask.LookUp);

        var snapshot = lookUp.evaluation().snapshots().get(0);
        assertThat(snapshot.headers().trueSince()).isBefore(snapshot.observedAt());
        var sweep =
                sweeps(List.of(until(step -> !sweeps(List.of(step)).isEmpty()))).get(0);
        assertThat(sweep.unlistedIds()).containsExactly(40L);
        assertThat(sweep.asOf()).isEqualTo(snapshot.headers().trueSince());
    }

    @Test
    void a_failing_look_up_is_repeated_and_delays_the_sweep_but_not_the_watch() throws Exception {
        swept(150);
        upstream.remove(40);
        upstream.failing = url -> url.getPath().endsWith("/40/");
        var steps = steps(Duration.ofHours(12));
        assertThat(sweeps(steps)).isEmpty();
        assertThat(steps.stream().filter(step -> step.task() instanceof PollTask.LookUp))
                .hasSizeBetween(10, 40);
        assertThat(steps.stream().filter(step -> step.task() instanceof PollTask.WatchPage))
                .hasSizeGreaterThan(90);
        upstream.failing = url -> false;
        assertThat(sweeps(steps(Duration.ofHours(4)))).isNotEmpty();
    }

    /** An error of the upstream API is more likely than the removal of many. */
    @Test
    void many_missing_at_once_are_looked_up_only_after_three_consecutive_sweeps_missed_the_same() throws Exception {
        swept(300);
        for (var id = 100; id < 120; id++) {
            upstream.remove(id);
        }
        var ends = new ArrayList<Page>();
        while (ends.size() < 3) {
            var step = poller.poll();
            assertThat(step.task()).isNotInstanceOf(PollTask.LookUp.class);
            if (ended(step)) {
                ends.add((Page) step.reports().get(0));
                assertThat(step.reports()).as("not complete").hasSize(1);
                assertThat(step.evaluation().notice()).contains("20 known spacecraft");
            }
        }
        assertThat(ends)
                .extracting(
                        page -> Objects.requireNonNull(page.pass().heldBack()).times())
                .containsExactly(1, 2, 3);
        var next = until(step -> step.task() instanceof PollTask.LookUp || ended(step));
        assertThat(next.evaluation().outcome()).as("before a fourth sweep ends").isEqualTo(Outcome.ABSENT);
        assertThat(steps(Duration.ofHours(12)))
                .filteredOn(step -> step.evaluation().outcome() == Outcome.ABSENT)
                .hasSize(19);
    }

    /** These many look-ups take longer than a sweep waits for them. */
    @Test
    void a_confirmed_mass_disappearance_remains_confirmed_until_all_spacecraft_are_looked_up() throws Exception {
        swept(300);
        for (var id = 100; id < 160; id++) {
            upstream.remove(id);
        }
        until(step -> step.evaluation().outcome() == Outcome.ABSENT);
        var steps = steps(Duration.ofDays(3));
        assertThat(steps)
                .filteredOn(step -> step.evaluation().outcome() == Outcome.ABSENT)
                .hasSize(59);
        assertThat(steps)
                .extracting(step -> String.valueOf(step.evaluation().notice()))
                .noneMatch(notice -> notice.contains("implausible"));
        assertThat(sweeps(steps(Duration.ofHours(4)))).isNotEmpty();
    }

    /** The error that hides them from the list may also hide their own pages. */
    @Test
    void a_spacecraft_without_a_page_is_not_removed_while_sweeps_miss_too_many() throws Exception {
        swept(300);
        for (var id = 100; id < 120; id++) {
            upstream.remove(id);
        }
        upstream.put(7, true);
        until(PollEvaluatorTest::ended);
        upstream.remove(7);
        var lookUp = until(step -> step.task() instanceof PollTask.LookUp);
        assertThat(lookUp.evaluation().outcome()).isEqualTo(Outcome.CONTRADICTION);
        assertThat(lookUp.evaluation().snapshots()).isEmpty();
    }

    @Test
    void an_upstream_with_a_huge_limit_is_polled_at_most_once_a_second() throws Exception {
        poller = new SimulatedPoller(
                upstream, at -> new ReportedLimit(Integer.MAX_VALUE, Duration.ofHours(1), 0, Duration.ZERO, at));
        swept(150);
        var steps = steps(Duration.ofMinutes(10));
        assertThat(steps).hasSizeBetween(100, 601);
        assertThat(steps)
                .filteredOn(step -> step.task() instanceof PollTask.WatchPage)
                .hasSizeGreaterThan(50);
        assertThat(sweeps(steps)).hasSizeGreaterThan(20);
    }

    @Test
    void a_clock_that_was_ahead_does_not_stop_the_sweeps() throws Exception {
        poller.setForward(Duration.ofDays(1));
        swept(150);
        steps(Duration.ofHours(2));
        poller.setForward(Duration.ofDays(-1));
        assertThat(sweeps(steps(Duration.ofHours(5)))).isNotEmpty();
    }

    @Test
    void spacecraft_that_return_before_a_mass_disappearance_is_confirmed_are_never_looked_up() throws Exception {
        swept(300);
        for (var id = 100; id < 120; id++) {
            upstream.remove(id);
        }
        until(PollEvaluatorTest::ended);
        until(PollEvaluatorTest::ended);
        for (var id = 100; id < 120; id++) {
            upstream.put(id, false);
        }
        assertThat(steps(Duration.ofHours(12))).noneMatch(step -> step.task() instanceof PollTask.LookUp);
    }

    /** docs/guarantees.md#g2. */
    @Test
    void a_reply_that_is_older_than_a_previous_one_is_rejected() throws Exception {
        swept(50);
        upstream.date = poller.now();
        until(step -> step.task() instanceof PollTask.WatchPage);
        upstream.date = poller.now().minus(Duration.ofHours(1));
        var stale = poller.poll();
        assertThat(stale.evaluation().outcome()).isEqualTo(Outcome.CONTRADICTION);
        assertThat(stale.evaluation().snapshots()).isEmpty();
    }

    /** docs/guarantees.md#g2. The clocks of servers differ by less than a minute. */
    @Test
    void a_reply_that_is_at_most_a_minute_older_is_accepted() throws Exception {
        swept(50);
        var newest = poller.now().truncatedTo(ChronoUnit.SECONDS);
        upstream.date = newest;
        assertThat(poller.poll().evaluation().outcome()).isEqualTo(Outcome.ACCEPTED);

        upstream.date = newest.minusSeconds(60);
        assertThat(poller.poll().evaluation().outcome()).isEqualTo(Outcome.ACCEPTED);

        upstream.date = newest.minusSeconds(61);
        assertThat(poller.poll().evaluation().outcome()).isEqualTo(Outcome.CONTRADICTION);
    }

    /** docs/guarantees.md#g2. */
    @Test
    void a_watch_that_lists_a_spacecraft_that_is_not_in_space_is_rejected() throws Exception {
        swept(50);
        upstream.ignoresFilters = true;
        var watch = until(step -> step.task() instanceof PollTask.WatchPage);
        assertThat(watch.evaluation().outcome()).isEqualTo(Outcome.CONTRADICTION);
    }

    @Test
    void a_watch_that_always_fails_does_not_stop_the_sweeps() throws Exception {
        swept(150);
        until(step -> step.task() instanceof PollTask.WatchPage);
        upstream.failing = url -> url.getQuery().contains("in_space");
        assertThat(sweeps(steps(Duration.ofDays(1)))).hasSizeGreaterThan(6);
    }

    /** docs/guarantees.md#g3: otherwise everything would look new after it. */
    @Test
    void an_empty_catalogue_is_not_a_baseline() throws Exception {
        assertThat(poller.poll().evaluation().outcome()).isEqualTo(Outcome.CONTRADICTION);
        catalogue(3);
        assertThat(initial(poller.poll())).hasSize(3).containsOnly(true);
    }

    @Test
    void a_pass_that_was_interrupted_for_long_starts_again() throws Exception {
        catalogue(150);
        poller.poll();
        poller.setForward(Duration.ofHours(7));
        assertThat(((PollTask.SweepPage) poller.poll().task()).pass().nextOffset())
                .isZero();
    }

    @Test
    void a_change_of_mode_starts_a_new_sweep() throws Exception {
        swept(350);
        var page = until(step -> step.task() instanceof PollTask.SweepPage);
        assertThat(((Page) page.reports().get(0)).pass().missing())
                .as("under way")
                .isNull();
        poller.setMode("detailed");
        var next = until(step -> step.task() instanceof PollTask.SweepPage);
        var pass = ((PollTask.SweepPage) next.task()).pass();
        assertThat(pass.nextOffset()).isZero();
        assertThat(pass.mode()).isEqualTo("detailed");
    }

    /**
     * docs/guarantees.md#g4, as a property, with random additions and deletions during the passes.
     */
    @Test
    void exactly_the_deleted_spacecraft_are_removed() throws Exception {
        for (var seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var catalogue = new InMemoryUpstream();
            for (var id = 1; id <= random.nextInt(50, 320); id++) {
                catalogue.put(id, id % 20 == 0);
            }
            var history = new SimulatedPoller(catalogue);
            while (history.state().baseline()) {
                history.poll();
            }
            var deleted = new HashSet<Long>();
            var removed = new HashSet<Long>();
            for (var poll = 0; poll < 400; poll++) {
                // Few enough at a time to be plausible, and all of them in the first half.
                if (poll < 200 && random.nextInt(60) == 0) {
                    long id = random.nextInt(1, 320);
                    if (catalogue.has(id)) {
                        catalogue.remove(id);
                        deleted.add(id);
                    } else if (!deleted.contains(id)) {
                        catalogue.put(id, random.nextBoolean());
                    }
                }
                for (var snapshot : history.poll().evaluation().snapshots()) {
                    if (snapshot.value() == null) {
                        assertThat(deleted).as("seed %s", seed).contains(snapshot.id());
                        assertThat(removed.add(snapshot.id())).as("once").isTrue();
                    }
                }
            }
            assertThat(removed).as("seed %s", seed).isEqualTo(deleted);
        }
    }

    @Test
    void an_outage_is_polled_less_and_less_and_leaves_budget_for_the_recovery() throws Exception {
        swept(150);
        upstream.failing = url -> true;
        var during = steps(Duration.ofHours(6));
        assertThat(during).hasSizeBetween(20, 40);
        upstream.failing = url -> false;
        var first = poller.poll();
        assertThat(first.evaluation().outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(poller.state().health().failures()).isZero();
    }

    private void catalogue(int rows) {
        for (var id = 1; id <= rows; id++) {
            upstream.put(id, false);
        }
    }

    /** The outage of docs/operations.md: a spacecraft lands in the meantime. */
    @Test
    void after_a_day_without_upstream_a_watch_follows_within_twenty_minutes_and_a_sweep_within_three_hours()
            throws Exception {
        swept(150);
        upstream.put(10, true);
        until(step -> step.task() instanceof PollTask.WatchPage);
        upstream.failing = url -> true;
        var away = steps(Duration.ofDays(1));
        assertThat(away)
                .as("about every quarter of an hour, with jitter")
                .hasSizeBetween(80, 130)
                .allMatch(step -> step.evaluation().snapshots().isEmpty());
        upstream.put(10, false);
        upstream.failing = url -> false;
        var back = poller.now();

        until(step -> step.task() instanceof PollTask.WatchPage);
        assertThat(poller.now()).isBefore(back.plus(Duration.ofMinutes(20)));
        var landed = until(step -> step.task() instanceof PollTask.LookUp);
        assertThat(landed.evaluation().snapshots()).singleElement().satisfies(snapshot -> assertThat(
                        snapshot.reading().state().inSpace())
                .isFalse());
        until(step -> !sweeps(List.of(step)).isEmpty());
        assertThat(poller.now()).isBefore(back.plus(Duration.ofHours(3)));
        assertThat(poller.state().health().failures()).isZero();
    }

    private void swept(int rows) throws Exception {
        catalogue(rows);
        while (poller.state().baseline()) {
            poller.poll();
        }
    }

    private Step until(Predicate<Step> wanted) throws Exception {
        for (var poll = 0; poll < 2_000; poll++) {
            var step = poller.poll();
            if (wanted.test(step)) {
                return step;
            }
        }
        throw new AssertionError("no such poll");
    }

    private List<Step> steps(Duration time) throws Exception {
        var end = poller.now().plus(time);
        var steps = new ArrayList<Step>();
        while (poller.now().isBefore(end)) {
            steps.add(poller.poll());
        }
        return steps;
    }

    private static boolean ended(Step step) {
        return step.reports().get(0) instanceof Page page && page.pass().missing() != null;
    }

    private static List<Sweep> sweeps(List<Step> steps) {
        return steps.stream()
                .flatMap(step -> step.reports().stream())
                .filter(Sweep.class::isInstance)
                .map(Sweep.class::cast)
                .toList();
    }

    private static List<Boolean> initial(Step step) {
        return step.evaluation().snapshots().stream()
                .map(snapshot -> snapshot.headers().initial())
                .toList();
    }
}
