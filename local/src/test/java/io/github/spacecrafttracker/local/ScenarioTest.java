package io.github.spacecrafttracker.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spacecrafttracker.embedded.upstream.RecordedSpacecraft;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class ScenarioTest {
    private static final List<String> TRACKED = List.of("in_space", "status", "flights_count", "mission_ends_count");
    private static final List<String> CHANGING = List.of(
            "in_space",
            "status",
            "flights_count",
            "mission_ends_count",
            "time_in_space",
            "time_docked",
            "fastest_turnaround");
    private static final int STEPS = 500;

    private final Scenario scenario = new Scenario();

    @Test
    void step_0_equals_the_recording() {
        assertThat(scenario.at(0)).hasToString(RecordedSpacecraft.all().toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0  | Recorded: 19 spacecraft as Launch Library 2 reported them; everything after this is made up.
                    1  | Made up, step 1: Crew Dragon Endurance launches and is in space; flights_count is now 5.
                    2  | Made up, step 2: Crew Dragon Freedom undocks; no tracked field changes.
                    3  | Made up, step 3: Crew Dragon Freedom lands and is no longer in space; mission_ends_count is now 5.
                    4  | Made up, step 4: Crew Dragon Endurance docks; no tracked field changes.
                    5  | Made up, step 5: Crew Dragon Resilience retires; its status changes from Active to Retired.
                    6  | Made up, step 6: Crew Dragon Endeavour had one flight too many; an editor corrects both counters to 5.
                    26 | Made up, step 26: Crew Dragon Endurance launches and is in space; flights_count is now 6.
                    """)
    void a_step_is_described_in_one_line(long step, String line) {
        assertThat(scenario.describe(step)).isEqualTo(line);
    }

    @Test
    void the_first_step_is_a_tracked_change() {
        assertThat(changed(scenario.at(0), scenario.at(1))).containsExactly(542L);
    }

    @Test
    void every_step_follows_the_rules_of_launch_library_2() {
        List<ObjectNode> before = scenario.at(0);
        for (int step = 1; step <= STEPS; step++) {
            List<ObjectNode> after = scenario.at(step);
            assertThat(after)
                    .as("ids at step %d", step)
                    .extracting(ScenarioTest::id)
                    .isEqualTo(ids(before));
            assertThat(changed(before, after)).as("changed at step %d", step).hasSizeLessThan(2);
            for (int index = 0; index < after.size(); index++) {
                assertFollowsTheRules(
                        "spacecraft %d at step %d".formatted(id(after.get(index)), step),
                        before.get(index),
                        after.get(index));
            }
            before = after;
        }
    }

    @Test
    void other_fields_keep_their_recorded_values() {
        assertThat(scenario.at(STEPS))
                .extracting(row -> row.deepCopy().without(CHANGING).toString())
                .isEqualTo(RecordedSpacecraft.all().stream()
                        .map(row -> row.without(CHANGING).toString())
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(longs = {200, 2_000_000_000L, 3_000_000_000_001L})
    void the_scenario_is_endless_and_its_counters_grow(long step) {
        for (int next = 1; next <= 25; next++) {
            assertThat(changed(scenario.at(step + next - 1), scenario.at(step + next)))
                    .hasSizeLessThan(2);
        }
        assertThat(flights(scenario.at(step + 25))).isEqualTo(flights(scenario.at(step)) + 5);
        assertThat(scenario.at(step)).hasToString(new Scenario().at(step).toString());
    }

    /** Skipping many cycles at once gives the same result as computing each of them. */
    @Test
    void a_distant_step_equals_the_result_of_computing_every_step() {
        IntStream.range(1, 4).forEach(cycles -> {
            List<ObjectNode> distant = scenario.at(25L * (cycles + 3));
            List<ObjectNode> next = scenario.at(25L * (cycles + 4));
            List<ObjectNode> first = scenario.at(25);
            List<ObjectNode> second = scenario.at(50);
            assertThat(flights(next) - flights(distant)).isEqualTo(flights(second) - flights(first));
            assertThat(duration(next.get(17), "time_in_space").minus(duration(distant.get(17), "time_in_space")))
                    .isEqualTo(
                            duration(second.get(17), "time_in_space").minus(duration(first.get(17), "time_in_space")))
                    .isPositive();
        });
    }

    @Test
    void a_step_before_0_is_rejected() {
        assertThatThrownBy(() -> scenario.at(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertFollowsTheRules(String name, ObjectNode before, ObjectNode after) {
        long flights = after.required("flights_count").longValue();
        long ends = after.required("mission_ends_count").longValue();
        assertThat(after.required("in_space").booleanValue()).as(name).isEqualTo(flights > ends);
        assertThat(flights - ends)
                .as("%s has at most one flight at a time", name)
                .isBetween(0L, 1L);
        assertThat(ends).as(name).isNotNegative();

        boolean launches = flights > before.required("flights_count").longValue();
        boolean wasInSpace = before.required("in_space").booleanValue();
        assertThat(launches && wasInSpace)
                .as("%s launches while in space", name)
                .isFalse();
        String status = after.required("status").required("name").stringValue();
        assertThat(launches && !status.equals("Active"))
                .as("%s launches with the status %s", name, status)
                .isFalse();
        boolean isInSpace = after.required("in_space").booleanValue();
        assertThat(isInSpace && status.equals("Retired"))
                .as("%s is retired in space", name)
                .isFalse();

        assertThat(grows("time_in_space", before, after))
                .as("%s: time_in_space", name)
                .isEqualTo(wasInSpace);
        assertThat(grows("time_docked", before, after) && !wasInSpace)
                .as("%s docked on the ground", name)
                .isFalse();
        assertThat(duration(after, "time_docked")).as(name).isLessThanOrEqualTo(duration(after, "time_in_space"));
    }

    private static boolean grows(String clock, ObjectNode before, ObjectNode after) {
        int difference = duration(after, clock).compareTo(duration(before, clock));
        assertThat(difference).as(clock).isNotNegative();
        return difference > 0;
    }

    private static List<Long> changed(List<ObjectNode> before, List<ObjectNode> after) {
        List<Long> changed = new ArrayList<>();
        for (int index = 0; index < after.size(); index++) {
            ObjectNode rowBefore = before.get(index);
            ObjectNode rowAfter = after.get(index);
            if (!TRACKED.stream().allMatch(field -> Objects.equals(rowBefore.get(field), rowAfter.get(field)))) {
                changed.add(id(rowAfter));
            }
        }
        return changed;
    }

    private static long flights(List<ObjectNode> rows) {
        return rows.stream()
                .mapToLong(row -> row.required("flights_count").longValue())
                .sum();
    }

    private static Duration duration(ObjectNode row, String field) {
        return Duration.parse(row.required(field).stringValue());
    }

    private static List<Long> ids(List<ObjectNode> rows) {
        return rows.stream().map(ScenarioTest::id).toList();
    }

    private static long id(ObjectNode row) {
        return row.required("id").longValue();
    }
}
