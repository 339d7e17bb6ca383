package io.github.spacecrafttracker.streams.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.streams.history.History;
import io.github.spacecrafttracker.streams.history.HistoryChange;
import io.github.spacecrafttracker.streams.history.KnownHistory;
import io.github.spacecrafttracker.streams.history.PastState;
import io.github.spacecrafttracker.streams.history.Watermarks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rows of the page for a time in the past. */
class PastViewTest {
    private static final Instant START = Instant.parse("2026-11-24T00:00:00Z");

    // Spacecraft 1 stays in space. 2 leaves space between 10 and 20, and is confirmed until 50.
    // 3 is removed while in space, between 30 and 40.
    private static final KnownHistory KNOWN = known(
            change(1, 1, 0, 0, true),
            change(2, 1, 0, 0, true),
            change(3, 1, 0, 0, true),
            change(2, 2, 10, 20, false),
            change(3, 3, 30, 40, null));

    @ParameterizedTest
    @CsvSource({
        "5,  3 spacecraft in space,      0, S1 In space|S2 In space|S3 In space",
        "15, 2 to 3 spacecraft in space, 0, S1 In space|S3 In space|S2 Uncertain: it left space",
        "25, 2 spacecraft in space,      1, S1 In space|S3 In space",
        "35, 1 to 2 spacecraft in space, 1, S1 In space|S3 Uncertain: it was removed from the catalogue",
        "45, 1 spacecraft in space,      1, S1 In space",
        "55, 1 spacecraft in space when last observed, 1, S1 Unconfirmed",
    })
    void each_spacecraft_has_its_state_or_the_bounds_of_a_change(int minute, String number, int others, String rows) {
        var view = PastView.of(KNOWN, at(minute));

        assertThat(view.numberText()).isEqualTo(number);
        assertThat(view.others()).isEqualTo(others);
        assertThat(String.join(
                        "|", view.rows().stream().map(PastViewTest::describe).toList()))
                .isEqualTo(rows);
        assertThat(view.isUnconfirmed()).isEqualTo(minute == 55);
    }

    @Test
    void the_file_has_a_line_for_each_step_up_to_the_last_confirmation() {
        assertThat(KNOWN.csv().lines())
                .startsWith(
                        "time,at_least,at_most",
                        "2026-11-24T00:00:00.000Z,3,3",
                        "2026-11-24T00:10:00.001Z,2,3",
                        "2026-11-24T00:20:00.000Z,2,2");
    }

    private static String describe(PastView.PastRow row) {
        return row.name() + " " + row.label() + (row.uncertain().isPresent() ? ": " + row.uncertainChange() : "");
    }

    private static KnownHistory known(HistoryChange... changes) {
        var history = History.empty().with(List.of(changes));
        var watermarks = Watermarks.none().with(Map.of(1L, at(50), 2L, at(50), 3L, at(50)));
        return new KnownHistory(watermarks, history, history.knownFrom().orElseThrow());
    }

    private static HistoryChange change(
            long spacecraft, long observation, int notBefore, int notAfter, @Nullable Boolean inSpace) {
        return new HistoryChange(
                spacecraft,
                observation,
                at(notBefore).toEpochMilli(),
                at(notAfter).toEpochMilli(),
                inSpace == null ? null : new PastState("S" + spacecraft, inSpace, null, null),
                observation == 1);
    }

    private static Instant at(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }
}
