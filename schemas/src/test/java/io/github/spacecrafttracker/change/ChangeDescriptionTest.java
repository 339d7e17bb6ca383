package io.github.spacecrafttracker.change;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeDescriptionTest {
    private static final Instant TIME = Instant.parse("2026-11-24T10:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "ENTERED_SPACE  | {in_space:false}  | {in_space:true}  |   | Freedom entered space                      | In space: no, yes",
                "LEFT_SPACE     | {in_space:true}   | {in_space:false} |   | Freedom left space                         | In space: yes, no",
                "STATUS_CHANGED | {status:{id:1,name:'Active'}} | {status:{id:2,name:'Retired'}} | | The status of Freedom changed from Active to Retired | Status: Active, Retired",
                "STATUS_CHANGED | {status:{id:1,name:'Active'}} | {status:{id:9,name:null}} | | The status of Freedom changed from Active to status 9 | Status: Active, status 9",
                "COUNTS_CHANGED | {flights_count:5,mission_ends_count:4} | {flights_count:5,mission_ends_count:5} | correction:false | The counts of Freedom changed: mission ends from 4 to 5 | Mission ends: 4, 5",
                "COUNTS_CHANGED | {flights_count:5,mission_ends_count:5} | {flights_count:4,mission_ends_count:4} | correction:true | The counts of Freedom were corrected: flights from 5 to 4, mission ends from 5 to 4 | Flights: 5, 4; Mission ends: 5, 4",
                "COUNTS_CHANGED | {flights_count:null,mission_ends_count:null} | {flights_count:1,mission_ends_count:0} | correction:false | The counts of Freedom changed: flights from unknown to 1, mission ends from unknown to 0 | Flights: unknown, 1; Mission ends: unknown, 0",
                "APPEARED       |  | {in_space:true,status:{id:1,name:'Active'},flights_count:1,mission_ends_count:0} | initial:false | Freedom is new in the catalogue, in space | In space: -, yes; Status: -, Active; Flights: -, 1; Mission ends: -, 0",
                "APPEARED       |  | {in_space:false,status:{id:1,name:'Active'}} | initial:true | Freedom was in the catalogue when tracking began | In space: -, no; Status: -, Active",
                "REMOVED        | {in_space:false,status:{id:2,name:'Retired'}} |  |  | Freedom was removed from the catalogue | In space: no, -; Status: Retired, -",
                "REMOVED        | {in_space:true,status:{id:1,name:'Active'}} |  |  | Freedom was removed from the catalogue while in space | In space: yes, -; Status: Active, -",
                "REAPPEARED     |  | {in_space:true,status:{id:1,name:'Active'}} |  | Freedom is back in the catalogue, in space | In space: -, yes; Status: -, Active",
                "DETAILS_CHANGED | {name:'C212'} | {name:'Freedom'} | | C212 was renamed to Freedom | Name: C212, Freedom",
                "DETAILS_CHANGED | {name:null} | {name:'Freedom'} | | The name of Freedom changed from unknown to Freedom | Name: unknown, Freedom",
                "DETAILS_CHANGED | {name:' '} | {name:'Freedom'} | | The name of Freedom changed from blank to Freedom | Name: blank, Freedom",
                "DETAILS_CHANGED | {serial_number:'TBD'} | {serial_number:'C212'} | | The serial number of Freedom changed from TBD to C212 | Serial number: TBD, C212",
                "DETAILS_CHANGED | {serial_number:'TBD'} | {serial_number:null} | | The serial number of Freedom changed from TBD to unknown | Serial number: TBD, unknown",
                "DETAILS_CHANGED | {is_placeholder:true} | {is_placeholder:false} | | Freedom is no longer a placeholder | Placeholder: yes, no",
                "DETAILS_CHANGED | {is_placeholder:false} | {is_placeholder:true} | | Freedom is now a placeholder | Placeholder: no, yes",
                "DETAILS_CHANGED | {is_placeholder:null} | {is_placeholder:true} | | The details of Freedom changed: placeholder from unknown to yes | Placeholder: unknown, yes",
                "DETAILS_CHANGED | {description:'Old.'} | {description:'New.'} | | The description of Freedom changed | Description: Old., New.",
                "DETAILS_CHANGED | {spacecraft_config:{id:6,name:'Dragon'}} | {spacecraft_config:{id:7,name:'Dragon 2'}} | | The configuration of Freedom changed from Dragon to Dragon 2 | Configuration: Dragon, Dragon 2",
                "DETAILS_CHANGED | {spacecraft_config:{id:6,name:'Dragon'}} | {spacecraft_config:{id:7,name:'Dragon'}} | | The configuration of Freedom changed from Dragon (id 6) to Dragon (id 7) | Configuration: Dragon (id 6), Dragon (id 7)",
                "DETAILS_CHANGED | {spacecraft_config:{id:6,name:null}} | {spacecraft_config:null} | | The configuration of Freedom changed from configuration 6 to unknown | Configuration: configuration 6, unknown",
                "DETAILS_CHANGED | {name:'C212',serial_number:null,description:'Old.'} | {name:'Freedom',serial_number:'C212',description:'New.'} | | The details of Freedom changed: name from C212 to Freedom, serial number from unknown to C212, description | Name: C212, Freedom; Serial number: unknown, C212; Description: Old., New.",
            })
    void each_type_of_change_is_described_by_a_sentence_and_its_differences(
            ChangeType type, String before, String after, String other, String sentence, String differences) {
        var data = data("\"Freedom\"", before, after, other);

        assertThat(ChangeDescription.sentence(Optional.of(type), data)).isEqualTo(sentence);
        assertThat(ChangeDescription.differences(data).stream()
                        .map(field -> field.field() + ": " + or(field.before()) + ", " + or(field.after()))
                        .collect(Collectors.joining("; ")))
                .isEqualTo(differences);
    }

    @ParameterizedTest
    @CsvSource({"null, Spacecraft 551", "'\" \"', Spacecraft 551", "'\"Soyuz\"', Soyuz"})
    void a_spacecraft_without_a_name_is_described_by_its_id(String name, String expectedName) {
        var data = data(name, null, null, null);

        assertThat(ChangeDescription.sentence(Optional.of(ChangeType.LEFT_SPACE), data))
                .isEqualTo(expectedName + " left space");
        assertThat(ChangeDescription.sentence(Optional.empty(), data))
                .isEqualTo(expectedName + " changed in a way that this version cannot describe");
    }

    private static String or(@Nullable String text) {
        return text == null ? "-" : text;
    }

    private static ChangeData data(
            String name, @Nullable String before, @Nullable String after, @Nullable String other) {
        var json = "{\"subject\":\"551\",\"data\":{\"spacecraft\":{\"id\":551,\"name\":" + name + "},\"before\":"
                + json(before)
                + ",\"after\":" + json(after) + ",\"observed_at\":\"" + TIME + "\","
                + (other == null ? "" : quoted(other) + ",")
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
