package io.github.spacecrafttracker.streams.diff;

import static io.github.spacecrafttracker.streams.diff.DiffTestDriver.FIRST_OBSERVATION;
import static io.github.spacecrafttracker.streams.diff.DiffTestDriver.onTheGround;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.spacecrafttracker.change.ChangeType;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests which differences between two consecutive observations are changes. Proves
 * docs/guarantees.md#g1 and docs/guarantees.md#g3.
 */
class DiffRulesTest {
    private static final String STATE =
            "{\"in_space\":false,\"status\":{\"id\":1,\"name\":\"Active\"},\"flights_count\":1,\"mission_ends_count\":0}";

    private DiffTestDriver driver;

    @BeforeEach
    void start() {
        driver = new DiffTestDriver();
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                row(
                        "enters space",
                        "\"in_space\":false",
                        "\"in_space\":true",
                        "in_space.entered.v1 before {\"in_space\":false} after {\"in_space\":true}"),
                row(
                        "another status",
                        "{\"id\":1,\"name\":\"Active\"}",
                        "{\"id\":2,\"name\":\"Retired\"}",
                        "status.changed.v1 before {\"status\":{\"id\":1,\"name\":\"Active\"}}"
                                + " after {\"status\":{\"id\":2,\"name\":\"Retired\"}}"),
                row("another flight", "\"flights_count\":1", "\"flights_count\":2", counts("1", "0", "2", "0", false)),
                row(
                        "another mission end",
                        "\"mission_ends_count\":0",
                        "\"mission_ends_count\":1",
                        counts("1", "0", "1", "1", false)),
                row(
                        "both counters: one event",
                        "\"flights_count\":1,\"mission_ends_count\":0",
                        "\"flights_count\":2,\"mission_ends_count\":1",
                        counts("1", "0", "2", "1", false)),
                row(
                        "a count decreases: a correction",
                        "\"flights_count\":1",
                        "\"flights_count\":0",
                        counts("1", "0", "0", "0", true)),
                row(
                        "one count decreases, one increases: a correction",
                        "\"flights_count\":1,\"mission_ends_count\":0",
                        "\"flights_count\":0,\"mission_ends_count\":1",
                        counts("1", "0", "0", "1", true)),
                row(
                        "number to null",
                        "\"flights_count\":1",
                        "\"flights_count\":null",
                        counts("1", "0", "null", "0", false)),
                row(
                        "number to missing, which counts as null",
                        "\"flights_count\":1,",
                        "",
                        counts("1", "0", "null", "0", false)),
                row(
                        "a number beyond 32 bits",
                        "\"flights_count\":1",
                        "\"flights_count\":9007199254740993",
                        counts("1", "0", "9007199254740993", "0", false)),
                row(
                        "another name",
                        "\"name\":\"Dragon\"",
                        "\"name\":\"Dragon C1\"",
                        details("\"name\":\"Dragon\"", "\"name\":\"Dragon C1\"")),
                row(
                        "another serial number",
                        "\"serial_number\":\"C1\"",
                        "\"serial_number\":\"C101\"",
                        details("\"serial_number\":\"C1\"", "\"serial_number\":\"C101\"")),
                row(
                        "a placeholder",
                        "\"is_placeholder\":false",
                        "\"is_placeholder\":true",
                        details("\"is_placeholder\":false", "\"is_placeholder\":true")),
                row(
                        "another description",
                        "\"description\":\"The first.\"",
                        "\"description\":\"The first.\\r\\nNow in a museum.\"",
                        details(
                                "\"description\":\"The first.\"",
                                "\"description\":\"The first.\\r\\nNow in a museum.\"")),
                row(
                        "another configuration",
                        "{\"id\":6,\"name\":\"Dragon 1\"",
                        "{\"id\":7,\"name\":\"Dragon 2\"",
                        details(
                                "\"spacecraft_config\":{\"id\":6,\"name\":\"Dragon 1\"}",
                                "\"spacecraft_config\":{\"id\":7,\"name\":\"Dragon 2\"}")),
                row(
                        "another configuration with the same name",
                        "{\"id\":6,\"name\":\"Dragon 1\"",
                        "{\"id\":7,\"name\":\"Dragon 1\"",
                        details(
                                "\"spacecraft_config\":{\"id\":6,\"name\":\"Dragon 1\"}",
                                "\"spacecraft_config\":{\"id\":7,\"name\":\"Dragon 1\"}")),
                row(
                        "no configuration",
                        ",\"spacecraft_config\":{\"id\":6,\"name\":\"Dragon 1\",\"agency\":{\"id\":121,\"name\":\"SpaceX\"}}",
                        ",\"spacecraft_config\":null",
                        details(
                                "\"spacecraft_config\":{\"id\":6,\"name\":\"Dragon 1\"}",
                                "\"spacecraft_config\":null")),
                row(
                        "a serial number to null",
                        "\"serial_number\":\"C1\"",
                        "\"serial_number\":null",
                        details("\"serial_number\":\"C1\"", "\"serial_number\":null")),
                row(
                        "a description to missing, which counts as null",
                        "\"description\":\"The first.\",",
                        "",
                        details("\"description\":\"The first.\"", "\"description\":null")),
                row(
                        "two details: one event with both and no others",
                        "\"name\":\"Dragon\",\"serial_number\":\"C1\"",
                        "\"name\":\"Dragon C1\",\"serial_number\":null",
                        details(
                                "\"name\":\"Dragon\",\"serial_number\":\"C1\"",
                                "\"name\":\"Dragon C1\",\"serial_number\":null")),
                row(
                        "a serial number and a count: two events",
                        "\"serial_number\":\"C1\",\"is_placeholder\":false,\"image\":null,\"in_space\":false,"
                                + "\"time_in_space\":\"P0D\",\"flights_count\":1",
                        "\"serial_number\":\"C2\",\"is_placeholder\":false,\"image\":null,\"in_space\":false,"
                                + "\"time_in_space\":\"P0D\",\"flights_count\":2",
                        counts("1", "0", "2", "0", false),
                        details("\"serial_number\":\"C1\"", "\"serial_number\":\"C2\"")),
                row(
                        "everything at once: one event of each kind",
                        "\"in_space\":false,\"time_in_space\":\"P0D\",\"flights_count\":1,\"mission_ends_count\":0,"
                                + "\"status\":{\"id\":1,\"name\":\"Active\"},\"description\":\"The first.\"",
                        "\"in_space\":true,\"time_in_space\":\"P1D\",\"flights_count\":2,\"mission_ends_count\":0,"
                                + "\"status\":{\"id\":3,\"name\":null},\"description\":\"\"",
                        "in_space.entered.v1 before {\"in_space\":false} after {\"in_space\":true}",
                        "status.changed.v1 before {\"status\":{\"id\":1,\"name\":\"Active\"}}"
                                + " after {\"status\":{\"id\":3,\"name\":null}}",
                        counts("1", "0", "2", "0", false),
                        details("\"description\":\"The first.\"", "\"description\":\"\"")));
    }

    static Stream<Arguments> unreportedDifferences() {
        return Stream.of(
                row("another time in space", "\"time_in_space\":\"P0D\"", "\"time_in_space\":\"P1D\""),
                row("another image", "\"image\":null", "\"image\":{\"id\":7,\"image_url\":\"https://x/y.png\"}"),
                row("an unknown field", "\"id\":4,", "\"id\":4,\"fleet\":[1.50],"),
                row("an edit of the agency", "\"name\":\"SpaceX\"", "\"name\":\"Space Exploration\""),
                row("another time docked", "\"id\":4,", "\"id\":4,\"time_docked\":\"P1D\","),
                row("another name of the same configuration", "\"name\":\"Dragon 1\"", "\"name\":\"Dragon CRS\""),
                row("a configuration with a capability", "\"agency\":", "\"capability\":\"Crew\",\"agency\":"),
                row(
                        "the detailed form",
                        "\"id\":4,",
                        "\"response_mode\":\"detailed\",\"flights\":[{\"name\":\"x\"}],\"id\":4,"),
                row("another name of the same status", "\"name\":\"Active\"", "\"name\":\"In service\""));
    }

    private static Arguments row(String name, String before, String after, String... events) {
        assertThat(onTheGround()).contains(before);
        return arguments(name, onTheGround().replace(before, after), List.of(events));
    }

    /** Returns a spacecraft in the made-up detailed form. See docs/ll2-contract.md#modes. */
    private static String detailed(String normal) {
        return normal.replace("{\"id\":4,", "{\"response_mode\":\"detailed\",\"id\":4,")
                .replace("\"agency\":{", "\"capability\":\"Cargo\",\"agency\":{\"description\":\"A company.\",")
                .replaceFirst("}$", ",\"flights\":[{\"id\":9,\"spacecraft\":{\"id\":4,\"name\":\"Older\"}}]}");
    }

    private static String details(String before, String after) {
        return "details.changed.v1 before {" + before + "} after {" + after + "}";
    }

    private static String counts(String f, String m, String flights, String ends, boolean correction) {
        return "counts.changed.v1 before {\"flights_count\":%s,\"mission_ends_count\":%s}".formatted(f, m)
                + " after {\"flights_count\":%s,\"mission_ends_count\":%s} correction %s"
                        .formatted(flights, ends, correction);
    }

    @Nested
    class A_known_spacecraft {
        @BeforeEach
        void isKnown() {
            driver.observe(onTheGround());
            driver.events();
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("io.github.spacecrafttracker.streams.diff.DiffRulesTest#changes")
        void that_changed_causes_an_event_of_each_kind(String name, String after, List<String> events) {
            driver.observe(after);

            assertThat(driver.events()).isEqualTo(events);
            assertThat(driver.verdicts()).isEqualTo("changed=1 appeared=1");
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("io.github.spacecrafttracker.streams.diff.DiffRulesTest#unreportedDifferences")
        void that_differs_only_in_unreported_fields_causes_no_event_and_is_updated(
                String name, String after, List<String> noEvents) {
            driver.observe(after);
            driver.observe(after);

            assertThat(driver.events()).isEqualTo(noEvents).isEmpty();
            assertThat(driver.verdicts()).isEqualTo("unchanged=1 updated=1 appeared=1");
        }

        @Test
        void that_returns_from_space_causes_a_left_event() {
            driver.observe(onTheGround().replace("\"in_space\":false", "\"in_space\":true"));
            driver.observe(onTheGround());

            assertThat(driver.events())
                    .containsExactly(
                            "in_space.entered.v1 before {\"in_space\":false} after {\"in_space\":true}",
                            "in_space.left.v1 before {\"in_space\":true} after {\"in_space\":false}");
        }

        @Test
        void whose_count_changes_from_null_is_not_a_correction() {
            driver.observe(onTheGround().replace("\"flights_count\":1", "\"flights_count\":null"));
            driver.events();
            driver.observe(onTheGround());

            assertThat(driver.events()).containsExactly(counts("null", "0", "1", "0", false));
        }

        @Test
        void is_compared_with_its_last_observation_even_if_that_caused_no_event() {
            driver.observe(onTheGround().replace("\"name\":\"Active\"", "\"name\":\"In service\""));
            driver.observe(onTheGround().replace("{\"id\":1,\"name\":\"Active\"}", "{\"id\":2,\"name\":\"Retired\"}"));

            assertThat(driver.events())
                    .containsExactly("status.changed.v1 before {\"status\":{\"id\":1,\"name\":\"In service\"}}"
                            + " after {\"status\":{\"id\":2,\"name\":\"Retired\"}}");
        }

        @Test
        void reports_its_last_configuration_even_if_a_new_name_of_it_caused_no_event() {
            driver.observe(onTheGround().replace("\"name\":\"Dragon 1\"", "\"name\":\"Dragon CRS\""));
            driver.observe(onTheGround().replace("{\"id\":6,\"name\":\"Dragon 1\"", "{\"id\":7,\"name\":\"Dragon 2\""));

            assertThat(driver.events())
                    .containsExactly(details(
                            "\"spacecraft_config\":{\"id\":6,\"name\":\"Dragon CRS\"}",
                            "\"spacecraft_config\":{\"id\":7,\"name\":\"Dragon 2\"}"));
        }

        @Test
        void whose_name_changes_and_changes_back_causes_two_events() {
            driver.observe(onTheGround().replace("\"name\":\"Dragon\"", "\"name\":\"Dragon C1\""));
            driver.observe(onTheGround());

            assertThat(driver.events())
                    .containsExactly(
                            details("\"name\":\"Dragon\"", "\"name\":\"Dragon C1\""),
                            details("\"name\":\"Dragon C1\"", "\"name\":\"Dragon\""));
        }

        @Test
        void whose_serial_number_changes_from_null_causes_an_event() {
            driver.observe(onTheGround().replace("\"serial_number\":\"C1\"", "\"serial_number\":null"));
            driver.events();
            driver.observe(onTheGround());

            assertThat(driver.events()).containsExactly(details("\"serial_number\":null", "\"serial_number\":\"C1\""));
        }

        @Test
        void that_is_read_in_another_mode_and_back_gives_only_the_event_of_a_change_in_between() {
            var detailed = detailed(onTheGround());
            var renamed = detailed.replace("\"name\":\"Dragon\"", "\"name\":\"Dragon C1\"");
            driver.observe(detailed);
            driver.observe(onTheGround());
            driver.observe(renamed);
            driver.observe(onTheGround().replace("\"name\":\"Dragon\"", "\"name\":\"Dragon C1\""));

            assertThat(driver.events()).containsExactly(details("\"name\":\"Dragon\"", "\"name\":\"Dragon C1\""));
            assertThat(driver.verdicts()).isEqualTo("updated=3 changed=1 appeared=1");
        }

        @Test
        void of_which_10_000_random_edits_change_only_unreported_fields_causes_no_event() {
            var seed = Long.getLong("seed", 20261124);
            var random = new Random(seed);
            for (var edit = 0; edit < 10_000; edit++) {
                driver.observe(UnreportedEdits.apply(onTheGround(), random));
            }

            assertThat(driver.events()).as("with the seed %d", seed).isEmpty();
            assertThat(driver.verdicts()).matches("(unchanged=[0-9]+ )?updated=[0-9]+ appeared=1");
        }

        @Test
        void that_is_unchanged_causes_no_event() {
            driver.observe(onTheGround());
            driver.observe(onTheGround());

            assertThat(driver.events()).isEmpty();
            assertThat(driver.verdicts()).isEqualTo("unchanged=2 appeared=1");
        }
    }

    @Nested
    class At_its_first_observation {
        @Test
        void a_spacecraft_appears_with_its_tracked_state() {
            driver.observe(onTheGround());

            assertThat(driver.events()).containsExactly("catalogue.appeared.v1 after " + STATE + " initial false");
            assertThat(driver.counted(ChangeType.APPEARED)).isEqualTo(1);
        }

        @Test
        void a_spacecraft_of_the_baseline_appears_as_initial() {
            driver.observe(onTheGround(), FIRST_OBSERVATION, true);

            assertThat(driver.events()).containsExactly("catalogue.appeared.v1 after " + STATE + " initial true");
        }

        @Test
        void a_spacecraft_that_was_observed_before_the_state_was_lost_causes_no_event() {
            driver.observe(onTheGround(), FIRST_OBSERVATION - 500, false);
            driver.observe(onTheGround().replace("\"in_space\":false", "\"in_space\":true"));

            assertThat(driver.events())
                    .containsExactly("in_space.entered.v1 before {\"in_space\":false} after {\"in_space\":true}");
            assertThat(driver.verdicts()).isEqualTo("changed=1 rebuilt=1");
        }
    }

    @Nested
    class Stale {
        @ParameterizedTest(name = "{0}")
        @MethodSource("io.github.spacecrafttracker.streams.diff.DiffRulesTest#notAbove")
        void observations_are_dropped(String name, long steps, @Nullable String value) {
            driver.observe(onTheGround());
            driver.observe(onTheGround());
            driver.events();

            driver.observeAgain(value, steps);
            driver.observe(onTheGround());

            assertThat(driver.events()).isEmpty();
            assertThat(driver.verdicts()).isEqualTo("unchanged=2 appeared=1 stale=1");
        }

        @Test
        void snapshots_include_those_older_than_an_unchanged_observation() {
            driver.observe(onTheGround());
            driver.observe(onTheGround());
            driver.events();

            driver.observeAgain(onTheGround().replace("\"in_space\":false", "\"in_space\":true"), 0);

            assertThat(driver.events()).isEmpty();
        }
    }

    static Stream<Arguments> notAbove() {
        var changed = onTheGround().replace("\"in_space\":false", "\"in_space\":true");
        return Stream.of(
                arguments("the same number", 0, changed),
                arguments("an older number", -1, changed),
                arguments("a removal with the same number", 0, null),
                arguments("an invalid spacecraft", 0, "{}"));
    }

    @Nested
    class A_removal {
        @Test
        void of_a_known_spacecraft_reports_its_last_state() {
            driver.observe(onTheGround());
            driver.events();
            driver.observe(null);

            assertThat(driver.events()).containsExactly("catalogue.removed.v1 before " + STATE);
        }

        @Test
        void is_reported_once() {
            driver.observe(onTheGround());
            driver.observe(null);
            driver.events();
            driver.observe(null);

            assertThat(driver.events()).isEmpty();
            assertThat(driver.verdicts()).isEqualTo("unchanged=1 appeared=1 removed=1");
        }

        @Test
        void of_an_unknown_spacecraft_causes_no_event() {
            driver.observe(null);
            driver.observe(null);

            assertThat(driver.events()).isEmpty();
            assertThat(driver.verdicts()).isEqualTo("unchanged=1 rebuilt=1");
        }

        @Test
        void followed_by_a_return_causes_only_reappeared() {
            driver.observe(onTheGround());
            driver.observe(null);
            driver.events();
            driver.observe(onTheGround()
                    .replace("\"in_space\":false", "\"in_space\":true")
                    .replace("\"flights_count\":1", "\"flights_count\":2")
                    .replace("\"name\":\"Dragon\"", "\"name\":\"Dragon C1\""));

            assertThat(driver.events())
                    .containsExactly("catalogue.reappeared.v1 after "
                            + STATE.replace("\"in_space\":false", "\"in_space\":true")
                                    .replace("\"flights_count\":1", "\"flights_count\":2"));
        }

        @Test
        void followed_by_a_return_of_the_same_state_causes_reappeared() {
            driver.observe(onTheGround());
            driver.observe(null);
            driver.events();
            driver.observe(onTheGround());
            driver.observe(onTheGround());

            assertThat(driver.events()).containsExactly("catalogue.reappeared.v1 after " + STATE);
        }

        @Test
        void of_an_unknown_spacecraft_followed_by_a_return_causes_reappeared() {
            driver.observe(null);
            driver.observe(onTheGround());

            assertThat(driver.events()).containsExactly("catalogue.reappeared.v1 after " + STATE);
        }
    }
}
