package io.github.spacecrafttracker.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.streams.query.QueryFields.SearchTexts;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the terms of a search, and the spacecraft that they match. */
class SearchTest {
    static Stream<Arguments> searches() {
        return Stream.of(
                split(""),
                split(" , ,, "),
                split("A B", "A", "B"),
                split("A,B", "A", "B"),
                split(" ,A,, B ,", "A", "B"),
                split("\u3000A\u00a0B\u2003C", "A", "B", "C"),
                split("A\u200bB", "A\u200bB"),
                split("\"A B\"", "A B"),
                split("'A B'", "A B"),
                split("'A,B'", "A,B"),
                split("\" A \"", " A "),
                split("\"A B\" 'C D'", "A B", "C D"),
                split(",\"A B\",", "A B"),
                split("\"A B\",\"C D\"", "A B\",\"C D"),
                split("\"A B\",C", "\"A B\"", "C"),
                split("\"A B\"C", "\"A B\"C"),
                split("X\"A B\"", "X\"A B\""),
                split("X\"A , B\"", "X\"A", "B\""),
                split("\"A B", "\"A", "B"),
                split("A B\"", "A", "B\""),
                split("IT'S OK", "IT'S", "OK"),
                split("\"IT'S\"", "IT'S"),
                split("'", "'"),
                split("\"\"", ""),
                split("\"A\"B\"", "\"A\"B", "\""),
                split("\"\"A\"\"", "\"A\""),
                split("\"A'", "\"A'"),
                split("A\\\"B", "A\\\"B"),
                split("\"A\\B\nC\"", "A\\B\nC"),
                split("A\\,B", "A\\", "B"),
                split("a\u00dfb \u0131 \u00ff", "A\u00dfB", "I", "\u0178"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("searches")
    void a_search_is_split_into_terms(String text, List<String> terms) throws InvalidQueryException {
        assertThat(Search.of(text).terms()).isEqualTo(terms);
    }

    @Test
    void a_long_search_does_not_overflow_the_stack() throws InvalidQueryException {
        assertThat(Search.of("\"" + "x ".repeat(100_000) + "\"").terms()).hasSize(1);
        assertThat(Search.of("\"a b\"".repeat(100_000)).terms()).hasSize(1);
    }

    @ParameterizedTest(name = "{0} in {1} of {2}: {3}")
    @CsvSource(
            nullValues = "null",
            value = {
                "'', Soyuz MS, Soyuz, true",
                "'', null, null, true",
                "soyuz, Soyuz MS, null, true",
                "SOYUZ, null, Soyuz, true",
                "dragon, DragonFly, Crew Dragon 2, true",
                "crew fly, DragonFly, Crew Dragon 2, true",
                "crew soyuz, DragonFly, Crew Dragon 2, false",
                "'\"fly crew\"', DragonFly, Crew Dragon 2, false",
                "'\"crew dragon\"', DragonFly, Crew Dragon 2, true",
                "%, Soyuz, Soyuz, false",
                "S_yuz, Soyuz, Soyuz, false",
                ".*, Soyuz, Soyuz, false",
                "союз, Союз, null, true",
                "strasse, Straße, null, false",
                "STRAßE, straße, null, true",
                "'\"\"', null, null, false",
                "'\"\"', '', null, true",
                "x, null, null, false"
            })
    void a_spacecraft_matches_if_its_name_or_its_configurations_name_contains_each_term(
            String text, @Nullable String name, @Nullable String configName, boolean found)
            throws InvalidQueryException {
        var texts = new SearchTexts(
                name == null ? null : Search.fold(name), configName == null ? null : Search.fold(configName));

        assertThat(Search.of(text).matches(texts)).isEqualTo(found);
    }

    private static Arguments split(String text, String... terms) {
        return Arguments.of(text, List.of(terms));
    }
}
