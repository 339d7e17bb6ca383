package io.github.spacecrafttracker.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.snapshot.TrackedState.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TrackedSpacecraftTest {
    private static final String LEAST = "\"id\":551,\"in_space\":true,\"status\":{\"id\":1}";

    @Nested
    class A_spacecraft {

        @Test
        void that_is_real_is_read_completely() throws UnreadableException {
            assertThat(TrackedSpacecraft.of(RealSpacecraft.of(551)))
                    .isEqualTo(new TrackedSpacecraft(
                            new Spacecraft(
                                    551,
                                    "Crew Dragon Freedom",
                                    "C212",
                                    new Spacecraft.Config(6L, "Crew Dragon 2"),
                                    false),
                            Json.MAPPER
                                    .readTree(RealSpacecraft.of(551))
                                    .path("description")
                                    .stringValue(),
                            new TrackedState(true, new Status(1, "Active"), 5L, 4L)));
        }

        @Test
        void needs_only_id_in_space_and_status_id() throws UnreadableException {
            assertThat(read(LEAST))
                    .isEqualTo(new TrackedSpacecraft(
                            new Spacecraft(551, null, null, null, null),
                            null,
                            new TrackedState(true, new Status(1, null), null, null)));
        }

        @ParameterizedTest
        @CsvSource({"5, 5", "0, 0", "-1, -1", "9223372036854775807, 9223372036854775807", "null, "})
        void may_have_counters_that_are_integers_or_null(String written, @Nullable Long read)
                throws UnreadableException {
            var state = read(LEAST + ",\"flights_count\":" + written + ",\"mission_ends_count\":" + written)
                    .state();

            assertThat(state.flightsCount()).isEqualTo(read);
            assertThat(state.missionEndsCount()).isEqualTo(read);
        }

        @Test
        void may_have_any_value_in_the_fields_of_its_identity() throws UnreadableException {
            assertThat(read(LEAST + ",\"name\":5,\"serial_number\":{},\"is_placeholder\":\"no\","
                                    + "\"spacecraft_config\":{\"id\":\"6\",\"name\":null}")
                            .spacecraft())
                    .isEqualTo(new Spacecraft(551, null, null, new Spacecraft.Config(null, null), null));
        }

        @ParameterizedTest
        @CsvSource({"1E400", "1e4000000000", "123456789012345678901234567890", "[1e-4000000000]"})
        void may_have_numbers_of_any_size_in_unknown_fields(String number) throws UnreadableException {
            assertThat(read(LEAST + ",\"mass\":" + number).spacecraft().id()).isEqualTo(551);
        }
    }

    @Nested
    class An_invalid_spacecraft {

        static List<Arguments> objects() {
            return List.of(
                    arguments("", "is not a JSON object"),
                    arguments("[]", "is not a JSON object"),
                    arguments("null", "is not a JSON object"),
                    arguments("\"secret\"", "is not a JSON object"),
                    arguments("{", "is truncated JSON"),
                    arguments("{secret}", "is not valid JSON at byte 1"),
                    arguments("{" + LEAST + "}{}", "is more than one JSON document"),
                    arguments("{\"id\":1," + LEAST + "}", "is JSON with a duplicate field at byte 12"),
                    arguments("{\"in_space\":true,\"status\":{\"id\":1}}", "id is not an integer"),
                    arguments("{\"id\":\"551\",\"in_space\":true,\"status\":{\"id\":1}}", "id is not an integer"),
                    arguments("{\"id\":551.0,\"in_space\":true,\"status\":{\"id\":1}}", "id is not an integer"),
                    arguments("{\"id\":null,\"in_space\":true,\"status\":{\"id\":1}}", "id is not an integer"),
                    arguments(
                            "{\"id\":9223372036854775808,\"in_space\":true,\"status\":{\"id\":1}}",
                            "id is not an integer"),
                    arguments("{\"id\":551,\"status\":{\"id\":1}}", "in_space is not a boolean"),
                    arguments("{\"id\":551,\"in_space\":null,\"status\":{\"id\":1}}", "in_space is not a boolean"),
                    arguments("{\"id\":551,\"in_space\":\"true\",\"status\":{\"id\":1}}", "in_space is not a boolean"),
                    arguments("{\"id\":551,\"in_space\":1,\"status\":{\"id\":1}}", "in_space is not a boolean"),
                    arguments("{\"id\":551,\"in_space\":true}", "status.id is not an integer"),
                    arguments("{\"id\":551,\"in_space\":true,\"status\":null}", "status.id is not an integer"),
                    arguments("{\"id\":551,\"in_space\":true,\"status\":1}", "status.id is not an integer"),
                    arguments("{\"id\":551,\"in_space\":true,\"status\":[{\"id\":1}]}", "status.id is not an integer"),
                    arguments(
                            "{\"id\":551,\"in_space\":true,\"status\":{\"id\":\"1\"}}", "status.id is not an integer"),
                    arguments(
                            "{\"id\":551,\"in_space\":true,\"status\":{\"name\":\"x\"}}",
                            "status.id is not an integer"),
                    arguments("{" + LEAST + ",\"flights_count\":\"5\"}", "flights_count is not an integer"),
                    arguments("{" + LEAST + ",\"flights_count\":5.0}", "flights_count is not an integer"),
                    arguments("{" + LEAST + ",\"flights_count\":1e400}", "flights_count is not an integer"),
                    arguments("{" + LEAST + ",\"mission_ends_count\":true}", "mission_ends_count is not an integer"),
                    arguments("{" + LEAST + ",\"mission_ends_count\":[]}", "mission_ends_count is not an integer"),
                    arguments("{" + LEAST + ",\"name\":\"\\ud800\"}", "contains an unpaired surrogate"));
        }

        @ParameterizedTest
        @MethodSource("objects")
        void is_rejected_with_one_clause_that_names_the_part(String object, String cause) {
            assertThatExceptionOfType(UnreadableException.class)
                    .isThrownBy(() -> TrackedSpacecraft.of(object.getBytes(UTF_8)))
                    .withMessage(cause);
        }
    }

    private static TrackedSpacecraft read(String fields) throws UnreadableException {
        return TrackedSpacecraft.of(("{" + fields + "}").getBytes(UTF_8));
    }
}
