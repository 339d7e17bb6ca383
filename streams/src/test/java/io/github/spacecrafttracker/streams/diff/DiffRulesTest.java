package io.github.spacecrafttracker.streams.diff;

import static io.github.spacecrafttracker.streams.diff.DiffTestDriver.FIRST_OBSERVATION;
import static io.github.spacecrafttracker.streams.diff.DiffTestDriver.onTheGround;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.spacecrafttracker.change.ChangeType;
import java.util.List;
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
 * docs/guarantees.md#g3.
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
                        "everything at once: one event of each kind",
                        "\"in_space\":false,\"time_in_space\":\"P0D\",\"flights_count\":1,\"mission_ends_count\":0,"
                                + "\"status\":{\"id\":1,\"name\":\"Active\"}",
                        "\"in_space\":true,\"time_in_space\":\"P1D\",\"flights_count\":2,\"mission_ends_count\":0,"
                                + "\"status\":{\"id\":3,\"name\":null}",
                        "in_space.entered.v1 before {\"in_space\":false} after {\"in_space\":true}",
                        "status.changed.v1 before {\"status\":{\"id\":1,\"name\":\"Active\"}}"
                                + " after {\"status\":{\"id\":3,\"name\":null}}",
                        counts("1", "0", "2", "0", false)));
    }

    static Stream<Arguments> unreportedDifferences() {
        return Stream.of(
                row("another time in space", "\"time_in_space\":\"P0D\"", "\"time_in_space\":\"P1D\""),
                row("another image", "\"image\":null", "\"image\":{\"id\":7,\"image_url\":\"https://x/y.png\"}"),
                row("an unknown field", "\"id\":4,", "\"id\":4,\"fleet\":[1.50],"),
                row("an edit of the agency", "\"name\":\"SpaceX\"", "\"name\":\"Space Exploration\""),
                row("an edit of the configuration", "\"name\":\"Dragon 1\"", "\"name\":\"Dragon CRS\""),
                row("another name", "\"name\":\"Dragon\"", "\"name\":\"Dragon C1\""),
                row("another name of the same status", "\"name\":\"Active\"", "\"name\":\"In service\""));
    }

    private static Arguments row(String name, String before, String after, String... events) {
        assertThat(onTheGround()).contains(before);
        return arguments(name, onTheGround().replace(before, after), List.of(events));
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
                    .replace("\"flights_count\":1", "\"flights_count\":2"));

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
