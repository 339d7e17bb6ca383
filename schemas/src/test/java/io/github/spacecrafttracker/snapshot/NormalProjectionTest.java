package io.github.spacecrafttracker.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.json.Json;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The normal form of a detailed spacecraft equals the object in a normal list of upstream. */
class NormalProjectionTest {

    @Nested
    class Of_a_real_spacecraft_in_made_up_detailed_form {

        static List<byte[]> realSpacecraft() {
            return RealSpacecraft.all();
        }

        @ParameterizedTest
        @MethodSource("realSpacecraft")
        void is_the_real_spacecraft_byte_for_byte(byte[] real) throws UnreadableException {
            var detailed = CanonicalForm.of(MadeUpDetailed.of(real));

            assertThat(text(NormalProjection.of(detailed))).isEqualTo(text(CanonicalForm.of(real)));
        }

        @ParameterizedTest
        @MethodSource("realSpacecraft")
        void is_projected_to_itself(byte[] real) throws UnreadableException {
            var once = NormalProjection.of(CanonicalForm.of(MadeUpDetailed.of(real)));

            assertThat(NormalProjection.of(once)).isEqualTo(once);
            assertThat(CanonicalForm.of(once)).isEqualTo(once);
        }

        @ParameterizedTest
        @MethodSource("realSpacecraft")
        void has_the_same_tracked_state(byte[] real) throws UnreadableException {
            assertThat(TrackedSpacecraft.of(MadeUpDetailed.of(real))).isEqualTo(TrackedSpacecraft.of(real));
        }

        @ParameterizedTest
        @MethodSource("realSpacecraft")
        void differs_from_it_in_all_parts(byte[] real) {
            var detailed = Json.MAPPER.readTree(MadeUpDetailed.of(real));

            assertThat(detailed.path("flights").size())
                    .isEqualTo(detailed.path("flights_count").intValue());
            assertThat(detailed.at("/spacecraft_config/agency/response_mode").stringValue())
                    .isEqualTo("normal");
            assertThat(detailed.at("/spacecraft_config/family/0/manufacturer").has("founding_year"))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.spacecrafttracker.snapshot.RealSpacecraft#all")
    void a_spacecraft_in_normal_form_is_returned_unchanged(byte[] real) throws UnreadableException {
        var canonical = CanonicalForm.of(real);

        assertThat(NormalProjection.of(canonical)).isEqualTo(canonical);
    }

    @Nested
    class Keeps {

        @Test
        void unknown_fields_and_numbers_as_written_in_their_order() {
            assertThat(
                            projected(
                                    "{\"zeta\":1.10,\"response_mode\":\"detailed\",\"id\":1,\"flights\":[{\"id\":2}],\"url\":\"🚀\","
                                            + "\"spacecraft_config\":{\"mass\":1e5,\"response_mode\":\"detailed\",\"height\":8.10,\"é\\\"\":-0,"
                                            + "\"agency\":{\"budget\":1E400,\"response_mode\":\"normal\",\"parent\":\"x\",\"ceo\":null},"
                                            + "\"family\":[{\"response_mode\":\"normal\",\"failed_landings\":0,\"rank\":0.50}]},\"last\":[1.0]}"))
                    .isEqualTo("{\"zeta\":1.10,\"response_mode\":\"normal\",\"id\":1,\"url\":\"🚀\","
                            + "\"spacecraft_config\":{\"mass\":1e5,\"response_mode\":\"normal\",\"é\\\"\":-0,"
                            + "\"agency\":{\"budget\":1E400,\"response_mode\":\"list\",\"ceo\":null},"
                            + "\"family\":[{\"response_mode\":\"normal\",\"rank\":0.50}]},\"last\":[1.0]}");
        }

        @Test
        void the_fields_of_a_spacecraft_that_its_type_also_has() {
            assertThat(
                            projected(
                                    "{\"response_mode\":\"detailed\",\"description\":\"d\",\"image\":null,\"fastest_turnaround\":\"P1D\"}"))
                    .isEqualTo(
                            "{\"response_mode\":\"normal\",\"description\":\"d\",\"image\":null,\"fastest_turnaround\":\"P1D\"}");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "null",
                    "5",
                    "\"Crew Dragon 2\"",
                    "[]",
                    "{}",
                    "{\"agency\":null,\"family\":null}",
                    "{\"agency\":\"SpaceX\",\"family\":[null,6,\"Dragon\"]}",
                    "{\"family\":[{\"manufacturer\":null,\"parent\":null},{\"manufacturer\":5,\"parent\":\"Dragon\"}]}"
                })
        void what_has_another_form_than_described(String config) {
            assertThat(projected("{\"response_mode\":\"detailed\",\"spacecraft_config\":" + config + "}"))
                    .isEqualTo("{\"response_mode\":\"normal\",\"spacecraft_config\":" + config + "}");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"id\":1,\"flights\":[]}",
                    "{\"response_mode\":\"normal\",\"flights\":[]}",
                    "{\"response_mode\":\"list\",\"flights\":[]}",
                    "{\"response_mode\":null,\"flights\":[]}"
                })
        void an_object_that_is_not_marked_as_detailed(String spacecraft) {
            assertThat(projected(spacecraft)).isEqualTo(spacecraft);
        }
    }

    private static String projected(String canonical) {
        return text(NormalProjection.of(canonical.getBytes(UTF_8)));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
