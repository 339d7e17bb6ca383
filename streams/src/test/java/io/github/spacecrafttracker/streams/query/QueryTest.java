package io.github.spacecrafttracker.streams.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.streams.query.Filter.ValidIds;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the parsing of the parameters of the list. */
class QueryTest {
    private static final ValidIds VALID_IDS = new ValidIds(status -> status == 0 || status == 1, config -> config == 6);

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            value = {
                "true, true",
                "TrUe, true",
                "1, true",
                "false, false",
                "FALSE, false",
                "0, false",
                "'', null",
                "yes, null",
                "t, null",
                "2, null",
                "01, null",
                "+true, null",
                "true%20, null",
                "%D9%A1, null",
                "fal%C5%BFe, null",
                "true%00, null",
                "false&in_space=true, true",
                "true&in_space=, null"
            })
    void a_boolean_is_true_false_1_or_0_in_any_case_and_other_values_are_ignored(String value, String read)
            throws InvalidQueryException {
        assertThat(String.valueOf(filter("in_space=" + value).inSpace())).isEqualTo(read);
        assertThat(String.valueOf(filter("is_placeholder=" + value.replace("in_space", "is_placeholder"))
                        .placeholder()))
                .isEqualTo(read);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            value = {
                "Crew+Dragon, Crew Dragon",
                "+Dragon%09, Dragon",
                "%E3%80%80Dragon%E2%80%83, Dragon",
                "%E2%80%8BDragon, \u200bDragon",
                "+, null",
                "'', null",
                "A&name=B, B",
                "A&name=, null"
            })
    void a_name_is_stripped_and_an_empty_name_selects_all_spacecraft(String value, String read)
            throws InvalidQueryException {
        assertThat(String.valueOf(filter("name=" + value).name())).isEqualTo(read);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(value = {"1, 1", "+1, 1", "%2B1, 1", "01, 1", "-0, 0", "'', null", "x&status=1, 1", "1&status=, null"})
    void a_status_must_be_a_valid_id_and_an_empty_value_selects_all_spacecraft(String value, String read)
            throws InvalidQueryException {
        assertThat(String.valueOf(filter("status=" + value).status())).isEqualTo(read);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "status=2 | {'status':[CHOICE]}",
                "status=-1 | {'status':[CHOICE]}",
                "status=+ | {'status':[CHOICE]}",
                "status=0_1 | {'status':[CHOICE]}",
                "status=%D9%A1 | {'status':[CHOICE]}",
                "status=1.0 | {'status':[CHOICE]}",
                "status=Active | {'status':[CHOICE]}",
                "status=18446744073709551617 | {'status':[CHOICE]}",
                "status=1%00 | {'status':[NUL]}",
                "spacecraft_config=1 | {'spacecraft_config':[CHOICE]}",
                "name=%00 | {'name':[NUL]}",
                "name=+%00+ | {'name':[NUL]}",
                "search=a%00 | [NUL]",
                "status=2&search=%00&spacecraft_config=x&name=%00 | {'name':[NUL],'spacecraft_config':[CHOICE],'status':[CHOICE]}"
            })
    void an_invalid_filter_is_rejected_with_the_errors_of_ll2(String query, String errors) {
        var json = errors.replace('\'', '"')
                .replace("CHOICE", "\"Select a valid choice. That choice is not one of the available choices.\"")
                .replace("NUL", "\"Null characters are not allowed.\"");

        assertThatThrownBy(() -> filter(query)).isInstanceOfSatisfying(InvalidQueryException.class, e -> assertThat(
                        Json.MAPPER.writeValueAsString(e.errors()))
                .isEqualTo(json));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "ordering=id | id",
                "ordering=-id | -id",
                "ordering=+id+,%E3%80%80-time_docked%09 | id -time_docked",
                "ordering=flights_count,mission_ends_count,time_in_space | flights_count mission_ends_count time_in_space",
                "ordering=bogus,-id,, | -id",
                "ordering=--id | ''",
                "ordering=%2Bid | ''",
                "ordering=-+id | ''",
                "ordering=- | ''",
                "ordering=ID | ''",
                "ordering=pk | ''",
                "ordering=name | ''",
                "ordering=id%00 | ''",
                "ordering=id,-id | id -id",
                "ordering=id&ordering=-id | -id",
                "ordering=id&ordering= | ''",
                "order=id | ''"
            })
    void an_ordering_consists_of_its_valid_terms(String query, String terms) throws InvalidQueryException {
        var read = query(query).ordering().terms().stream()
                .map(term ->
                        (term.descending() ? "-" : "") + term.field().name().toLowerCase(Locale.ROOT))
                .toList();

        assertThat(String.join(" ", read)).isEqualTo(terms);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "mode=detailed, true",
        "mode=normal&mode=detailed, true",
        "mode=normal, false",
        "mode=list, false",
        "mode=Detailed, false",
        "mode=, false",
        "'', false"
    })
    void only_mode_detailed_selects_the_detailed_form(String query, boolean detailed) throws InvalidQueryException {
        assertThat(query(query).detailed()).isEqualTo(detailed);
    }

    private static Filter filter(String query) throws InvalidQueryException {
        return query(query).filter();
    }

    private static Query query(String query) throws InvalidQueryException {
        return Query.of(Parameters.parse(query), VALID_IDS);
    }
}
