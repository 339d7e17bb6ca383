package io.github.spacecrafttracker.poller.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.poll.PollReport.MassDisappearance;
import io.github.spacecrafttracker.poller.state.PollerState;
import io.github.spacecrafttracker.poller.state.PollerState.KnownSpacecraft;
import io.github.spacecrafttracker.snapshot.SnapshotHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MissingSpacecraftTest {
    private static final long FIRST_OBSERVATION = 10;
    private static final List<Long> FIVE = ids(1, 5);

    private final PollerState state = PollerState.empty(1)
            .observed(
                    20,
                    Map.of(
                            1L, known(20, false, true),
                            2L, known(9, false, true),
                            3L, known(9, false, false),
                            4L, known(9, true, false)));

    @Test
    void a_sweep_misses_every_known_spacecraft_that_was_not_read_since_it_started() {
        assertThat(MissingSpacecraft.ofSweep(state, FIRST_OBSERVATION))
                .isEqualTo(new MissingSpacecraft(List.of(2L, 3L), List.of(2L, 3L), 3));
    }

    @Test
    void a_watch_misses_only_spacecraft_that_were_in_space() {
        assertThat(MissingSpacecraft.ofWatch(state, FIRST_OBSERVATION))
                .isEqualTo(new MissingSpacecraft(List.of(2L), List.of(2L), 2));
    }

    @Test
    void a_look_up_that_found_a_missing_spacecraft_explains_it() {
        var lookedUp = state.with(state.lookUps().found(2, Instant.EPOCH).failed(3, Instant.EPOCH));

        assertThat(MissingSpacecraft.ofSweep(lookedUp, FIRST_OBSERVATION))
                .isEqualTo(new MissingSpacecraft(List.of(2L, 3L), List.of(3L), 3));
    }

    @Test
    void fewer_than_five_missing_at_once_are_not_a_mass_disappearance() {
        assertThat(disappearance(null, ids(1, 4), 100)).isNull();
    }

    @Test
    void a_fiftieth_of_all_missing_at_once_is_not_a_mass_disappearance() {
        assertThat(disappearance(null, ids(1, 12), 600)).isNull();
        assertThat(disappearance(null, ids(1, 13), 600)).isEqualTo(new MassDisappearance(ids(1, 13), 1));
    }

    @Test
    void consecutive_passes_that_miss_the_same_spacecraft_are_counted() {
        var once = disappearance(null, FIVE, 100);
        var twice = disappearance(once, FIVE, 100);

        assertThat(once).isEqualTo(new MassDisappearance(FIVE, 1));
        assertThat(twice).isEqualTo(new MassDisappearance(FIVE, 2));
        assertThat(disappearance(twice, FIVE, 100)).isEqualTo(new MassDisappearance(FIVE, 3));
    }

    @Test
    void the_count_starts_again_if_other_spacecraft_are_missing() {
        var twice = new MassDisappearance(FIVE, 2);

        assertThat(disappearance(twice, ids(1, 6), 100)).isEqualTo(new MassDisappearance(ids(1, 6), 1));
        assertThat(disappearance(twice, ids(2, 6), 100)).isEqualTo(new MassDisappearance(ids(2, 6), 1));
    }

    @Test
    void a_confirmed_disappearance_remains_confirmed_for_fewer_of_its_spacecraft_but_not_for_others() {
        var confirmed = new MassDisappearance(ids(1, 9), 3);

        assertThat(disappearance(confirmed, FIVE, 100)).isEqualTo(new MassDisappearance(FIVE, 4));
        assertThat(disappearance(confirmed, ids(1, 10), 100)).isEqualTo(new MassDisappearance(ids(1, 10), 1));
    }

    @Test
    void spacecraft_that_a_look_up_found_do_not_count_as_a_mass_disappearance() {
        assertThat(new MissingSpacecraft(ids(1, 9), ids(1, 4), 100).massDisappearance(null))
                .isNull();
    }

    private static @Nullable MassDisappearance disappearance(
            @Nullable MassDisappearance before, List<Long> ids, int expected) {
        return new MissingSpacecraft(ids, ids, expected).massDisappearance(before);
    }

    private static List<Long> ids(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    private static KnownSpacecraft known(long observation, boolean removed, boolean inSpace) {
        var headers = new SnapshotHeaders(observation, "page", "https://upstream.example", 0, true, Instant.EPOCH);
        return new KnownSpacecraft(headers, removed, inSpace);
    }
}
