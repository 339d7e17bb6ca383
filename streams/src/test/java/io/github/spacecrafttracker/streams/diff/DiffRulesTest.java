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
 * The rules of the diff: what is a change between two consecutive observations, and what is none.
 */
class DiffRulesTest {
    private static final String STATE =
            "{\"in_space\":false,\"status\":{\"id\":1,\"name\":\"Active\"},\"flights_count\":1,\"mission_ends_count\":0}";

    private DiffTestDriver tracker;

    @BeforeEach
    void start() {
        tracker = new DiffTestDriver();
    }

    @AfterEach
    void stop() {
        tracker.close();
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
                        "another end",
                        "\"mission_ends_count\":0",
                        "\"mission_ends_count\":1",
                        counts("1", "0", "1", "1", false)),
                row(
                        "both counters: one event",
                        "\"flights_count\":1,\"mission_ends_count\":0",
                        "\"flights_count\":2,\"mission_ends_count\":1",
                        counts("1", "0", "2", "1", false)),
                row(
                        "a count falls: a correction",
                        "\"flights_count\":1",
                        "\"flights_count\":0",
                        counts("1", "0", "0", "0", true)),
                row(
                        "one falls, one rises: a correction",
                        "\"flights_count\":1,\"mission_ends_count\":0",
                        "\"flights_count\":0,\"mission_ends_count\":1",
                        counts("1", "0", "0", "1", true)),
                row(
                        "number to null",
                        "\"flights_count\":1",
                        "\"flights_count\":null",
                        counts("1", "0", "null", "0", false)),
                row(
                        "number to nothing, which is null",
                        "\"flights_count\":1,",
                        "",
                        counts("1", "0", "null", "0", false)),
                row(
                        "far beyond 32 bits",
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

    static Stream<Arguments> noise() {
        return Stream.of(
                row("its clock runs", "\"time_in_space\":\"P0D\"", "\"time_in_space\":\"P1D\""),
                row("another image", "\"image\":null", "\"image\":{\"id\":7,\"image_url\":\"https://x/y.png\"}"),
                row("an unknown field", "\"id\":4,", "\"id\":4,\"fleet\":[1.50],"),
                row("an edit of its agency", "\"name\":\"SpaceX\"", "\"name\":\"Space Exploration\""),
                row("an edit of its config", "\"name\":\"Dragon 1\"", "\"name\":\"Dragon CRS\""),
                row("another name", "\"name\":\"Dragon\"", "\"name\":\"Dragon C1\""),
                row("the status by another name", "\"name\":\"Active\"", "\"name\":\"In service\""));
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
            tracker.observe(onTheGround());
            tracker.events();
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("io.github.spacecrafttracker.streams.diff.DiffRulesTest#changes")
        void that_changed_gives_an_event_of_each_kind(String name, String after, List<String> events) {
            tracker.observe(after);

            assertThat(tracker.events()).isEqualTo(events);
            assertThat(tracker.verdicts()).isEqualTo("changed=1 appeared=1");
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("io.github.spacecrafttracker.streams.diff.DiffRulesTest#noise")
        void that_shows_noise_gives_none_and_is_held(String name, String after, List<String> none) {
            tracker.observe(after);
            tracker.observe(after);

            assertThat(tracker.events()).isEqualTo(none).isEmpty();
            assertThat(tracker.verdicts()).isEqualTo("unchanged=1 updated=1 appeared=1");
        }

        @Test
        void that_comes_back_from_space_has_left_it() {
            tracker.observe(onTheGround().replace("\"in_space\":false", "\"in_space\":true"));
            tracker.observe(onTheGround());

            assertThat(tracker.events())
                    .containsExactly(
                            "in_space.entered.v1 before {\"in_space\":false} after {\"in_space\":true}",
                            "in_space.left.v1 before {\"in_space\":true} after {\"in_space\":false}");
        }

        @Test
        void whose_count_comes_back_from_null_is_no_correction() {
            tracker.observe(onTheGround().replace("\"flights_count\":1", "\"flights_count\":null"));
            tracker.events();
            tracker.observe(onTheGround());

            assertThat(tracker.events()).containsExactly(counts("null", "0", "1", "0", false));
        }

        @Test
        void that_changes_after_noise_is_compared_with_the_noise() {
            tracker.observe(onTheGround().replace("\"name\":\"Active\"", "\"name\":\"In service\""));
            tracker.observe(onTheGround().replace("{\"id\":1,\"name\":\"Active\"}", "{\"id\":2,\"name\":\"Retired\"}"));

            assertThat(tracker.events())
                    .containsExactly("status.changed.v1 before {\"status\":{\"id\":1,\"name\":\"In service\"}}"
                            + " after {\"status\":{\"id\":2,\"name\":\"Retired\"}}");
        }

        @Test
        void that_is_observed_again_unchanged_gives_nothing() {
            tracker.observe(onTheGround());
            tracker.observe(onTheGround());

            assertThat(tracker.events()).isEmpty();
            assertThat(tracker.verdicts()).isEqualTo("unchanged=2 appeared=1");
        }
    }

    @Nested
    class On_first_sight {
        @Test
        void it_appeared_with_all_that_is_tracked() {
            tracker.observe(onTheGround());

            assertThat(tracker.events()).containsExactly("catalogue.appeared.v1 after " + STATE + " initial false");
            assertThat(tracker.counted(ChangeType.APPEARED)).isEqualTo(1);
        }

        @Test
        void in_the_baseline_it_appeared_as_initial() {
            tracker.observe(onTheGround(), FIRST_OBSERVATION, true);

            assertThat(tracker.events()).containsExactly("catalogue.appeared.v1 after " + STATE + " initial true");
        }

        @Test
        void one_that_was_first_seen_long_ago_is_held_and_nothing_is_said() {
            tracker.observe(onTheGround(), FIRST_OBSERVATION - 500, false);
            tracker.observe(onTheGround().replace("\"in_space\":false", "\"in_space\":true"));

            assertThat(tracker.events())
                    .containsExactly("in_space.entered.v1 before {\"in_space\":false} after {\"in_space\":true}");
            assertThat(tracker.verdicts()).isEqualTo("changed=1 rebuilt=1");
        }
    }

    @Nested
    class Stale {
        @ParameterizedTest(name = "{0}")
        @MethodSource("io.github.spacecrafttracker.streams.diff.DiffRulesTest#notAbove")
        void observations_are_dropped(String name, long steps, @Nullable String value) {
            tracker.observe(onTheGround());
            tracker.observe(onTheGround());
            tracker.events();

            tracker.observeAgain(value, steps);
            tracker.observe(onTheGround());

            assertThat(tracker.events()).isEmpty();
            assertThat(tracker.verdicts()).isEqualTo("unchanged=2 appeared=1 stale=1");
        }

        @Test
        void is_also_what_is_older_than_an_unchanged_observation() {
            tracker.observe(onTheGround());
            tracker.observe(onTheGround());
            tracker.events();

            tracker.observeAgain(onTheGround().replace("\"in_space\":false", "\"in_space\":true"), 0);

            assertThat(tracker.events()).isEmpty();
        }
    }

    static Stream<Arguments> notAbove() {
        var changed = onTheGround().replace("\"in_space\":false", "\"in_space\":true");
        return Stream.of(
                arguments("the same number", 0, changed),
                arguments("an older number", -1, changed),
                arguments("a removal with the same number", 0, null),
                arguments("what is not a valid spacecraft", 0, "{}"));
    }

    @Nested
    class A_removal {
        @Test
        void of_a_known_spacecraft_says_what_it_was() {
            tracker.observe(onTheGround());
            tracker.events();
            tracker.observe(null);

            assertThat(tracker.events()).containsExactly("catalogue.removed.v1 before " + STATE);
        }

        @Test
        void is_said_once() {
            tracker.observe(onTheGround());
            tracker.observe(null);
            tracker.events();
            tracker.observe(null);

            assertThat(tracker.events()).isEmpty();
            assertThat(tracker.verdicts()).isEqualTo("unchanged=1 appeared=1 removed=1");
        }

        @Test
        void of_what_was_never_seen_is_held_and_nothing_is_said() {
            tracker.observe(null);
            tracker.observe(null);

            assertThat(tracker.events()).isEmpty();
            assertThat(tracker.verdicts()).isEqualTo("unchanged=1 rebuilt=1");
        }

        @Test
        void and_a_return_is_reappeared_and_no_other_event() {
            tracker.observe(onTheGround());
            tracker.observe(null);
            tracker.events();
            tracker.observe(onTheGround()
                    .replace("\"in_space\":false", "\"in_space\":true")
                    .replace("\"flights_count\":1", "\"flights_count\":2"));

            assertThat(tracker.events())
                    .containsExactly("catalogue.reappeared.v1 after "
                            + STATE.replace("\"in_space\":false", "\"in_space\":true")
                                    .replace("\"flights_count\":1", "\"flights_count\":2"));
        }

        @Test
        void and_a_return_of_the_very_same_is_reappeared() {
            tracker.observe(onTheGround());
            tracker.observe(null);
            tracker.events();
            tracker.observe(onTheGround());
            tracker.observe(onTheGround());

            assertThat(tracker.events()).containsExactly("catalogue.reappeared.v1 after " + STATE);
        }

        @Test
        void that_was_the_first_that_was_seen_also_ends_in_reappeared() {
            tracker.observe(null);
            tracker.observe(onTheGround());

            assertThat(tracker.events()).containsExactly("catalogue.reappeared.v1 after " + STATE);
        }
    }
}
