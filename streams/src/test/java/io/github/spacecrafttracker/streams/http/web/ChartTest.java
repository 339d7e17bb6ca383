package io.github.spacecrafttracker.streams.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.streams.history.NumberInSpace.Step;
import io.github.spacecrafttracker.streams.history.Presence;
import io.github.spacecrafttracker.streams.history.Presence.Bounds;
import io.github.spacecrafttracker.streams.history.Presence.End;
import io.github.spacecrafttracker.streams.history.Presence.Stay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The chart, the bars and the axis that they share. */
class ChartTest {
    private static final Instant START = Instant.parse("2026-11-24T00:00:00Z");
    private static final TimeAxis AXIS = new TimeAxis(START, at(100));

    @Test
    void the_line_has_a_step_at_each_change_and_continues_to_the_end_of_the_axis() {
        var chart = StepChart.of(AXIS, List.of(step(0, 2, 2), step(50, 2, 3), step(60, 3, 3)), at(80));

        assertThat(chart.bottom()).isEqualTo(1);
        assertThat(chart.top()).isEqualTo(4);
        assertThat(chart.line(true)).isEqualTo("M0,66.7L500,66.7L500,66.7L600,66.7L600,33.3L1000,33.3");
        assertThat(chart.line(false)).isEqualTo("M0,66.7L500,66.7L500,33.3L600,33.3L600,33.3L1000,33.3");
        assertThat(chart.band()).startsWith("M0,66.7L").endsWith("Z");
        assertThat(chart.range()).isEqualTo("2 to 3");
        assertThat(chart.unconfirmedWidth()).isEqualTo("20.00%");
        assertThat(chart.table()).extracting(StepChart.TableRow::number).containsExactly("2", "2 to 3", "3");
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0, 1", "9, 15, 8, 16", "0, 100, 0, 150", "14, 14, 13, 15"})
    void the_levels_are_round_and_contain_the_number(int lowest, int highest, int bottom, int top) {
        var chart = StepChart.of(AXIS, List.of(step(0, lowest, lowest), step(50, highest, highest)), at(100));

        assertThat(chart.bottom()).isEqualTo(bottom);
        assertThat(chart.top()).isEqualTo(top);
        assertThat(chart.levels()).hasSizeBetween(2, 6);
    }

    @Test
    void many_steps_are_merged_into_ranges_that_contain_them() {
        var steps = new ArrayList<Step>();
        for (int i = 0; i < 10_000; i++) {
            steps.add(new Step(START.plus(Duration.ofMillis(500L * i)), i % 7, i % 7 + i % 2));
        }
        var chart = StepChart.of(AXIS, steps, at(100));

        assertThat(chart.steps()).hasSizeLessThanOrEqualTo(500);
        assertThat(chart.steps().get(0)).isEqualTo(new Step(START, 0, 7));
        assertThat(chart.steps().get(chart.steps().size() - 1)).isEqualTo(steps.get(9_999));
        assertThat(chart.range()).isEqualTo("0 to 7");
        assertThat(chart.table()).hasSizeBetween(2, 10);
    }

    @ParameterizedTest
    @CsvSource({
        "PT5M,    00:00",
        "PT100M,  00:00",
        "P1D,     00:00",
        "P6D,     24 Nov",
        "P20D,    26 Nov",
        "P365D,   Dec",
        "P3650D,  2030",
    })
    void the_axis_has_a_few_round_labels(Duration length, String first) {
        var ticks = new TimeAxis(START, START.plus(length)).ticks();

        assertThat(ticks).hasSizeBetween(1, 13);
        assertThat(ticks).extracting(TimeAxis.Tick::label).contains(first);
    }

    @ParameterizedTest
    @CsvSource({
        // entered between, left between, as of: certain and uncertain parts
        "10, 20,  30,  40, 100, 10-20? 20-30 30-40?",
        "-9, -5,  30,  40, 100, 0-30 30-40?",
        "-9, -5,  -4,  -2, 100, ''",
        ",   20,  30,  40, 100, 20-30 30-40?",
        "10, 20,    ,    , 80,  10-20? 20-80 80-100?",
        "10, 20,    ,    , 15,  10-20? 20-100?",
        "10, 30,  20,  40, 100, 10-30? 30-40?",
        "90, 110,   ,    , 120, 90-100?",
    })
    void a_stay_is_clipped_to_the_axis(
            @Nullable Integer enteredFrom,
            int enteredTo,
            @Nullable Integer leftFrom,
            @Nullable Integer leftTo,
            int asOf,
            String parts) {
        var entered = new Bounds(enteredFrom == null ? null : at(enteredFrom), at(enteredTo));
        var end = leftFrom == null || leftTo == null ? null : new End(new Bounds(at(leftFrom), at(leftTo)), false);
        var bars = StayBars.of(new Presence(1, "S1", at(asOf), List.of(new Stay(entered, end))), AXIS);

        assertThat(String.join(
                        " ", bars.bars().stream().map(ChartTest::describe).toList()))
                .isEqualTo(parts);
    }

    private static String describe(StayBars.Bar bar) {
        double x = Double.parseDouble(bar.x().replace("%", ""));
        double end = x + Double.parseDouble(bar.width().replace("%", ""));
        return Math.round(x) + "-" + Math.round(end) + (bar.isCertain() ? "" : "?");
    }

    private static Step step(int minute, int atLeast, int atMost) {
        return new Step(at(minute), atLeast, atMost);
    }

    private static Instant at(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }
}
