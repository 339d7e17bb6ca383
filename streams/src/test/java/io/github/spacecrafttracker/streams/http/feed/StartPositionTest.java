package io.github.spacecrafttracker.streams.http.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StartPositionTest {
    @Test
    void text_that_is_neither_a_keyword_nor_a_time_is_a_cursor() {
        assertThat(StartPosition.parse("beginning")).isEqualTo(new StartPosition.Beginning());
        assertThat(StartPosition.parse("now")).isEqualTo(new StartPosition.Now());
        assertThat(StartPosition.parse("AQx_-9")).isEqualTo(new StartPosition.AfterCursor("AQx_-9"));
        assertThat(StartPosition.parse("NOW")).isEqualTo(new StartPosition.AfterCursor("NOW"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T10:40:05Z, 2026-11-24T10:40:05Z",
        "2026-11-24t10:40:05.120z, 2026-11-24T10:40:05.120Z",
        "2026-11-24T12:40:05+02:00, 2026-11-24T10:40:05Z",
        // An unencoded plus sign in a query is a space.
        "2026-11-24T12:40:05 02:00, 2026-11-24T10:40:05Z",
        "2026-11-24T10:40:05-00:00, 2026-11-24T10:40:05Z",
        "9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z",
        "2026-11-24, 2026-11-24T00:00:00Z",
        "9999-12-31, 9999-12-31T00:00:00Z",
        // No record is older than the epoch.
        "1969-12-31, 1970-01-01T00:00:00Z",
        "1969-12-31T23:59:59Z, 1970-01-01T00:00:00Z",
        "0000-01-01T00:00:00Z, 1970-01-01T00:00:00Z",
    })
    void a_time_or_a_date_is_accepted(String text, Instant time) {
        assertThat(StartPosition.parse(text)).isEqualTo(new StartPosition.AtTime(time));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10:40",
                "2026-11-24T10:40:05",
                "2026-11-24 10:40:05Z",
                "2026-02-30T10:40:05Z",
                "2026-11-24T25:40:05Z",
                "2026-02-30",
                "2026-11-24T10",
                "2026-11-24Z",
                "2026-1-1",
                "2026-11",
                "yesterday:",
                ":",
                // Beyond the range of a record's timestamp.
                "+999999999-12-31T23:59:59Z",
                "+10000-01-01T00:00:00Z",
            })
    void an_invalid_time_is_not_mistaken_for_a_cursor(String text) {
        assertThatThrownBy(() -> StartPosition.parse(text)).isInstanceOf(DateTimeException.class);
    }
}
