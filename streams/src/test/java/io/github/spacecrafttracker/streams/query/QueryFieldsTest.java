package io.github.spacecrafttracker.streams.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.snapshot.TrackedSpacecraft;
import io.github.spacecrafttracker.snapshot.UnreadableException;
import io.github.spacecrafttracker.streams.query.QueryFields.SearchTexts;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the fields of a spacecraft that queries use. */
class QueryFieldsTest {
    @Test
    void each_field_is_read() throws UnreadableException {
        assertThat(
                        fields(
                                "\"name\":\"Crew Dragon\",\"is_placeholder\":true,\"time_in_space\":\"P1DT2H\",\"time_docked\":\"PT3M4S\","
                                        + "\"flights_count\":5,\"mission_ends_count\":4,\"spacecraft_config\":{\"id\":6,\"name\":\"Crew Dragon 2\"}"))
                .isEqualTo(new QueryFields(
                        7,
                        "Crew Dragon",
                        true,
                        true,
                        3,
                        6L,
                        5L,
                        4L,
                        Duration.ofHours(26),
                        Duration.ofSeconds(184),
                        new SearchTexts("CREW DRAGON", "CREW DRAGON 2")));
    }

    @Test
    void a_field_that_is_missing_null_or_of_another_type_is_null() throws UnreadableException {
        var bare = new QueryFields(7, null, true, null, 3, null, null, null, null, null, new SearchTexts(null, null));

        assertThat(fields("\"image\":null")).isEqualTo(bare);
        assertThat(fields(
                        "\"name\":null,\"is_placeholder\":null,\"time_in_space\":null,\"time_docked\":null,\"flights_count\":null,"
                                + "\"mission_ends_count\":null,\"spacecraft_config\":null"))
                .isEqualTo(bare);
        assertThat(fields("\"name\":1,\"is_placeholder\":\"true\",\"time_in_space\":{\"a\":[1]},\"time_docked\":5,"
                        + "\"spacecraft_config\":{\"id\":\"6\",\"name\":[]}"))
                .isEqualTo(bare);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            value = {
                "P0D, PT0S",
                "P3083DT5H19M20S, PT73997H19M20S",
                "PT14H50M, PT14H50M",
                "P18DT44M, PT432H44M",
                "PT0.5S, PT0.5S",
                "-P1D, PT-24H",
                "P1W, null",
                "'', null",
                "P999999999999999999D, null",
                "soon, null"
            })
    void a_duration_is_parsed_as_its_length(String text, String length) throws UnreadableException {
        assertThat(String.valueOf(fields("\"time_in_space\":\"" + text + "\"").timeInSpace()))
                .isEqualTo(length);
    }

    private static QueryFields fields(String more) throws UnreadableException {
        var object = ("{\"id\":7,\"in_space\":true,\"status\":{\"id\":3}," + more + "}").getBytes(UTF_8);
        return QueryFields.of(TrackedSpacecraft.of(object), object);
    }
}
