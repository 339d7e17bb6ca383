package io.github.spacecrafttracker.streams.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.snapshot.TrackedState.Status;
import io.github.spacecrafttracker.streams.history.NumberInSpace.Step;
import io.github.spacecrafttracker.streams.history.PastState.Counts;
import io.github.spacecrafttracker.streams.history.Presence.Bounds;
import io.github.spacecrafttracker.streams.history.Presence.End;
import io.github.spacecrafttracker.streams.history.Presence.Stay;
import io.github.spacecrafttracker.streams.history.StateAt.Observed;
import io.github.spacecrafttracker.streams.history.StateAt.Uncertain;
import io.github.spacecrafttracker.streams.history.StateAt.Unconfirmed;
import io.github.spacecrafttracker.streams.history.StateAt.Unknown;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests single cases of docs/guarantees.md#g9. Times are in milliseconds. */
class HistoryTest {
    private static final PastState GROUND = state(false);
    private static final PastState SPACE = state(true);

    /** Spacecraft 1 appears at 100 and enters space between 200 and 300. */
    private final History entered =
            History.empty().with(List.of(initial(1, 1, 100, GROUND), moved(1, 2, 200, 300, true)));

    @Test
    void the_state_is_observed_up_to_the_bounds_of_a_change_and_uncertain_between_them() {
        var watermarks = confirmed(1, 350);

        assertThat(entered.at(time(199), watermarks)).containsExactly(new Observed(1, GROUND));
        assertThat(entered.at(time(200), watermarks)).containsExactly(new Observed(1, GROUND));
        assertThat(entered.at(time(201), watermarks)).containsExactly(uncertain(200, 300, GROUND, SPACE));
        assertThat(entered.at(time(299), watermarks)).containsExactly(uncertain(200, 300, GROUND, SPACE));
        assertThat(entered.at(time(300), watermarks)).containsExactly(new Observed(1, SPACE));
    }

    @Test
    void the_state_is_unconfirmed_after_the_watermark() {
        assertThat(entered.at(time(350), confirmed(1, 350))).containsExactly(new Observed(1, SPACE));
        assertThat(entered.at(time(351), confirmed(1, 350))).containsExactly(new Unconfirmed(1, SPACE, time(350)));
    }

    @Test
    void without_a_watermark_nothing_is_confirmed_after_the_last_change() {
        assertThat(entered.at(time(300), Watermarks.none())).containsExactly(new Unconfirmed(1, SPACE, time(300)));
        assertThat(entered.asOf(Set.of(), Watermarks.none())).isEqualTo(time(200));

        var appeared = History.empty().with(List.of(initial(1, 1, 100, GROUND), initial(2, 1, 500, GROUND)));
        assertThat(appeared.at(time(500), Watermarks.none())).contains(new Unconfirmed(1, GROUND, time(100)));
    }

    @Test
    void a_state_is_not_observed_beyond_the_watermark_even_if_a_later_change_is_known() {
        var history = entered.with(List.of(moved(1, 3, 500, 600, false)));

        assertThat(history.at(time(400), confirmed(1, 400))).containsExactly(new Observed(1, SPACE));
        assertThat(history.at(time(401), confirmed(1, 400))).containsExactly(new Unconfirmed(1, SPACE, time(400)));
    }

    @Test
    void the_state_before_the_changes_that_are_held_is_kept_if_the_first_of_them_is_completed() {
        var retired = new Status(2, "Retired");
        var history = entered.withoutFirst(Map.of(1L, 2L), time(300))
                .with(List.of(new HistoryChange(1, 2, 200, 300, new PastState("S1", null, retired, null), false)));

        assertThat(history.at(time(300), confirmed(1, 400)))
                .containsExactly(new Observed(1, new PastState("S1", true, retired, GROUND.counts())));
    }

    @Test
    void a_watermark_never_moves_back() {
        var watermarks = confirmed(1, 350).with(Map.of(1L, time(340)));

        assertThat(entered.at(time(350), watermarks)).containsExactly(new Observed(1, SPACE));
    }

    @Test
    void a_spacecraft_is_unknown_before_its_first_observation() {
        var history = entered.with(List.of(appeared(2, 3, 150, SPACE)));

        assertThat(history.at(time(149), Watermarks.none())).contains(new Unknown(2, "S2"));
        assertThat(history.at(time(150), confirmed(2, 150))).contains(new Observed(2, named(2, SPACE)));
    }

    @Test
    void overlapping_changes_are_uncertain_together() {
        // The reply that showed the first change came from a cache, so its lower bound is 290.
        var history = entered.with(List.of(moved(1, 3, 290, 400, false)));

        assertThat(history.at(time(290), confirmed(1, 500))).containsExactly(uncertain(200, 300, GROUND, SPACE));
        assertThat(history.at(time(295), confirmed(1, 500)))
                .containsExactly(uncertain(200, 400, GROUND, SPACE, GROUND));
        assertThat(history.at(time(300), confirmed(1, 500))).containsExactly(uncertain(290, 400, SPACE, GROUND));
    }

    @Test
    void changes_happen_in_the_order_of_their_observations_even_if_their_bounds_contradict_it() {
        var history = entered.with(List.of(moved(1, 3, 150, 250, false), moved(1, 4, 160, 260, true)));

        assertThat(history.at(time(180), confirmed(1, 500))).containsExactly(new Observed(1, GROUND));
        assertThat(history.at(time(220), confirmed(1, 500)))
                .containsExactly(uncertain(200, 260, GROUND, SPACE, GROUND, SPACE));
        assertThat(history.at(time(250), confirmed(1, 500))).containsExactly(uncertain(200, 260, GROUND, SPACE));
        assertThat(history.at(time(260), confirmed(1, 500))).containsExactly(new Observed(1, SPACE));
        var left = entered.with(List.of(moved(1, 3, 150, 250, false)));
        assertThat(left.at(time(260), confirmed(1, 500))).containsExactly(new Observed(1, GROUND));
    }

    @Test
    void all_kinds_of_change_in_one_observation_happen_at_once() {
        var retired = new Status(2, "Retired");
        var history = entered.with(List.of(
                moved(1, 3, 400, 500, false),
                new HistoryChange(1, 3, 400, 500, new PastState("S1", null, retired, null), false)));

        assertThat(history.at(time(500), confirmed(1, 500)))
                .containsExactly(new Observed(1, new PastState("S1", false, retired, GROUND.counts())));
        assertThat(history.at(time(450), confirmed(1, 500)))
                .containsExactly(uncertain(400, 500, SPACE, new PastState("S1", false, retired, GROUND.counts())));
    }

    @Test
    void changes_may_be_read_in_any_order_across_topics() {
        var changes = List.of(
                initial(1, 1, 100, GROUND),
                moved(1, 2, 200, 300, true),
                new HistoryChange(1, 4, 400, 500, new PastState("S1", null, new Status(2, "Retired"), null), false),
                moved(1, 7, 600, 700, false));
        var reversed = History.empty();
        for (int last = changes.size(); last > 0; last--) {
            reversed = reversed.with(List.of(changes.get(last - 1)));
        }
        var inOrder = History.empty().with(changes);

        for (long time = 100; time < 800; time += 50) {
            assertThat(reversed.at(time(time), confirmed(1, 750))).isEqualTo(inOrder.at(time(time), confirmed(1, 750)));
        }
    }

    @Test
    void a_removed_spacecraft_is_absent_until_it_returns() {
        var history = entered.with(List.of(
                new HistoryChange(1, 3, 400, 500, null, false), new HistoryChange(1, 4, 600, 700, GROUND, false)));

        assertThat(history.at(time(450), confirmed(1, 900))).containsExactly(uncertain(400, 500, SPACE, null));
        assertThat(history.at(time(500), confirmed(1, 900))).isEmpty();
        assertThat(history.at(time(600), confirmed(1, 900))).isEmpty();
        assertThat(history.at(time(650), confirmed(1, 900))).containsExactly(uncertain(600, 700, null, GROUND));
        assertThat(history.at(time(700), confirmed(1, 900))).containsExactly(new Observed(1, GROUND));
    }

    @Test
    void the_history_begins_at_the_end_of_the_baseline() {
        var history = entered.with(List.of(initial(2, 1, 120, SPACE), appeared(3, 9, 900, SPACE)));

        assertThat(history.knownFrom()).contains(time(120));
        assertThat(History.empty().knownFrom()).isEmpty();
    }

    @Test
    void the_history_begins_later_once_changes_are_no_longer_held() {
        var history = entered.withoutFirst(Map.of(1L, 2L), time(300));

        assertThat(history.knownFrom()).contains(time(300));
        assertThat(history.at(time(300), confirmed(1, 350))).containsExactly(new Observed(1, SPACE));
        assertThat(history.with(List.of(moved(1, 3, 400, 500, false))).at(time(450), confirmed(1, 600)))
                .containsExactly(uncertain(400, 500, SPACE, GROUND));
    }

    @Test
    void the_oldest_watermark_counts_except_that_of_a_removed_spacecraft() {
        var history = entered.with(List.of(
                initial(2, 1, 100, SPACE), initial(3, 1, 100, SPACE), new HistoryChange(3, 4, 150, 250, null, false)));
        var watermarks = confirmed(1, 400).with(Map.of(2L, time(300), 3L, time(110)));

        assertThat(history.asOf(Set.of(), watermarks)).isEqualTo(time(300));
        assertThat(history.asOf(Set.of(1L), watermarks)).isEqualTo(time(400));
    }

    @Test
    void the_number_in_space_has_a_step_wherever_one_of_the_bounds_changes() {
        var history = entered.with(List.of(
                initial(2, 1, 100, SPACE),
                moved(2, 5, 300, 300, false),
                appeared(3, 6, 400, SPACE),
                new HistoryChange(3, 7, 450, 500, null, false)));

        assertThat(history.numberInSpace().between(time(100), time(1000), 100))
                .containsExactly(
                        new Step(time(100), 1, 1),
                        new Step(time(201), 1, 2),
                        // One spacecraft has entered space, and another one has left it.
                        new Step(time(300), 1, 1),
                        new Step(time(400), 2, 2),
                        new Step(time(451), 1, 2),
                        new Step(time(500), 1, 1));
        assertThat(history.numberInSpace().between(time(250), time(300), 100))
                .containsExactly(new Step(time(250), 1, 2), new Step(time(300), 1, 1));
        assertThat(history.numberInSpace().between(time(250), time(300), 1)).containsExactly(new Step(time(250), 1, 2));
    }

    @Test
    void stays_have_the_bounds_of_the_changes() {
        var history = entered.with(List.of(
                moved(1, 3, 400, 500, false),
                moved(1, 4, 600, 700, true),
                new HistoryChange(1, 5, 800, 900, null, false),
                new HistoryChange(1, 6, 950, 990, SPACE, false),
                initial(2, 1, 100, SPACE)));

        assertThat(history.presence(1, confirmed(1, 991)))
                .hasValue(new Presence(
                        1,
                        "S1",
                        time(991),
                        List.of(
                                new Stay(bounds(200, 300), new End(bounds(400, 500), false)),
                                new Stay(bounds(600, 700), new End(bounds(800, 900), true)),
                                new Stay(new Bounds(null, time(990)), null))));
        assertThat(history.presence(2, confirmed(2, 100)).orElseThrow().stays())
                .containsExactly(new Stay(new Bounds(null, time(100)), null));
        assertThat(history.presence(3, Watermarks.none())).isEmpty();
    }

    private static HistoryChange initial(long id, long observation, long at, PastState state) {
        return new HistoryChange(id, observation, at, at, named(id, state), true);
    }

    private static HistoryChange appeared(long id, long observation, long at, PastState state) {
        return new HistoryChange(id, observation, at, at, named(id, state), false);
    }

    private static HistoryChange moved(long id, long observation, long notBefore, long notAfter, boolean inSpace) {
        return new HistoryChange(
                id, observation, notBefore, notAfter, new PastState("S" + id, inSpace, null, null), false);
    }

    private static PastState state(boolean inSpace) {
        return new PastState("S1", inSpace, new Status(1, "Active"), new Counts(3L, null));
    }

    private static PastState named(long id, PastState state) {
        return new PastState("S" + id, state.inSpace(), state.status(), state.counts());
    }

    private static Uncertain uncertain(long notBefore, long notAfter, @Nullable PastState... possible) {
        return new Uncertain(1, time(notBefore), time(notAfter), Arrays.asList(possible));
    }

    private static Bounds bounds(long notBefore, long notAfter) {
        return new Bounds(time(notBefore), time(notAfter));
    }

    private static Watermarks confirmed(long id, long time) {
        return Watermarks.none().with(Map.of(id, time(time)));
    }

    private static Instant time(long millis) {
        return Instant.ofEpochMilli(millis);
    }
}
