package io.github.spacecrafttracker.poller.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.poller.state.KnownSpacecraft;
import io.github.spacecrafttracker.poller.state.PollerState;
import io.github.spacecrafttracker.snapshot.SnapshotHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MissingSpacecraftTest {
    private static final long FIRST_OBSERVATION = 10;

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

    private static KnownSpacecraft known(long observation, boolean removed, boolean inSpace) {
        var headers = new SnapshotHeaders(observation, "page", "https://upstream.example", 0, true, Instant.EPOCH);
        return new KnownSpacecraft(headers, removed, inSpace);
    }
}
