package io.github.spacecrafttracker.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the part of a list that a request selects. */
class PageWindowTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "'', 10, 0",
        "limit=1, 1, 0",
        "limit=100, 100, 0",
        "limit=101, 100, 0",
        "limit=99999999999999999999, 100, 0",
        "limit=0, 10, 0",
        "limit=-1, 10, 0",
        "limit=-0, 10, 0",
        "limit=ten, 10, 0",
        "limit=, 10, 0",
        "limit=3.5, 10, 0",
        "limit=%09%2B07+, 7, 0",
        "limit=%D9%A7, 10, 0",
        "limit=5&limit=7, 7, 0",
        "limit=7&limit=x, 10, 0",
        "offset=0, 10, 0",
        "offset=7, 10, 7",
        "offset=-1, 10, 0",
        "offset=x, 10, 0",
        "offset=99999999999999999999, 10, 99999999999999999999",
        "offset=5&offset=, 10, 0"
    })
    void limit_and_offset_are_parsed_and_invalid_values_are_ignored(String query, int limit, String offset) {
        var window = PageWindow.of(Parameters.parse(query));

        assertThat(window.limit()).isEqualTo(limit);
        assertThat(window.offset()).hasToString(offset);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "limit=2, A B",
        "limit=2&offset=1, B C",
        "limit=2&offset=2, C",
        "limit=9, A B C",
        "offset=3, ''",
        "offset=99999999999999999999, ''"
    })
    void the_window_selects_rows_from_the_list(String query, String rows) {
        assertThat(String.join(" ", PageWindow.of(Parameters.parse(query)).of(List.of("A", "B", "C"))))
                .isEqualTo(rows);
    }
}
