package io.github.spacecrafttracker.streams.http.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.change.ChangeData;
import io.github.spacecrafttracker.change.ChangeType;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeWordsTest {
    private static final Instant TIME = Instant.parse("2026-11-24T10:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "ENTERED_SPACE  | {in_space:false}  | {in_space:true}  |   | Freedom entered space                      | In space: no, yes",
                "LEFT_SPACE     | {in_space:true}   | {in_space:false} |   | Freedom left space                         | In space: yes, no",
                "STATUS_CHANGED | {status:{id:1,name:'Active'}} | {status:{id:2,name:'Retired'}} | | Freedom has another status | Status: Active, Retired",
                "STATUS_CHANGED | {status:{id:1,name:'Active'}} | {status:{id:9,name:null}} | | Freedom has another status      | Status: Active, status 9",
                "COUNTS_CHANGED | {flights_count:5,mission_ends_count:4} | {flights_count:5,mission_ends_count:5} | correction:false | The counts of Freedom changed | Mission ends: 4, 5",
                "COUNTS_CHANGED | {flights_count:5,mission_ends_count:5} | {flights_count:4,mission_ends_count:4} | correction:true | The counts of Freedom were corrected | Flights: 5, 4; Mission ends: 5, 4",
                "COUNTS_CHANGED | {flights_count:null,mission_ends_count:null} | {flights_count:1,mission_ends_count:0} | correction:false | The counts of Freedom changed | Flights: unknown, 1; Mission ends: unknown, 0",
                "APPEARED       |  | {in_space:true,status:{id:1,name:'Active'},flights_count:1,mission_ends_count:0} | initial:false | Freedom is new in the catalogue | In space: -, yes; Status: -, Active; Flights: -, 1; Mission ends: -, 0",
                "APPEARED       |  | {in_space:false,status:{id:1,name:'Active'}} | initial:true | Freedom was there when tracking began | In space: -, no; Status: -, Active",
                "REMOVED        | {in_space:false,status:{id:2,name:'Retired'}} |  |  | Freedom was removed from the catalogue | In space: no, -; Status: Retired, -",
                "REAPPEARED     |  | {in_space:true,status:{id:1,name:'Active'}} |  | Freedom is back in the catalogue | In space: -, yes; Status: -, Active",
            })
    void each_type_has_its_words_and_what_was_before_and_after(
            ChangeType type, String before, String after, String more, String headline, String differences) {
        var data = data("\"Freedom\"", before, after, more);

        assertThat(ChangeWords.headline(Optional.of(type), data)).isEqualTo(headline);
        assertThat(ChangeWords.differences(data).stream()
                        .map(it -> it.field() + ": " + or(it.before()) + ", " + or(it.after()))
                        .collect(Collectors.joining("; ")))
                .isEqualTo(differences);
    }

    @ParameterizedTest
    @CsvSource({"null, Spacecraft 551", "'\" \"', Spacecraft 551", "'\"Soyuz\"', Soyuz"})
    void one_without_a_name_is_called_by_its_id(String name, String called) {
        var data = data(name, null, null, null);

        assertThat(ChangeWords.headline(Optional.of(ChangeType.LEFT_SPACE), data))
                .isEqualTo(called + " left space");
        assertThat(ChangeWords.headline(Optional.empty(), data))
                .isEqualTo(called + " changed in a way that this version has no words for");
    }

    private static String or(@Nullable String text) {
        return text == null ? "-" : text;
    }

    private static ChangeData data(
            String name, @Nullable String before, @Nullable String after, @Nullable String more) {
        var json = "{\"subject\":\"551\",\"data\":{\"spacecraft\":{\"id\":551,\"name\":" + name + "},\"before\":"
                + json(before)
                + ",\"after\":" + json(after) + ",\"observed_at\":\"" + TIME + "\","
                + (more == null ? "" : quoted(more) + ",")
                + "\"observation\":7}}";
        return ChangeData.of(json.getBytes(UTF_8)).orElseThrow(() -> new AssertionError(json));
    }

    private static String json(@Nullable String shorthand) {
        return shorthand == null ? "null" : quoted(shorthand);
    }

    private static String quoted(String shorthand) {
        return shorthand.replaceAll("([a-z_]+):", "\"$1\":").replace('\'', '"');
    }
}
