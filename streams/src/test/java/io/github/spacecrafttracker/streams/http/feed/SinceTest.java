package io.github.spacecrafttracker.streams.http.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Words, times and cursors are told from each other. */
class SinceTest {
    @Test
    void is_a_word_or_a_cursor() {
        assertThat(Since.parse("beginning")).isEqualTo(new Since.Beginning());
        assertThat(Since.parse("now")).isEqualTo(new Since.Now());
        assertThat(Since.parse("AQx_-9")).isEqualTo(new Since.Cursor("AQx_-9"));
        assertThat(Since.parse("NOW")).isEqualTo(new Since.Cursor("NOW"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T10:40:05Z, 2026-11-24T10:40:05Z",
        "2026-11-24t10:40:05.120z, 2026-11-24T10:40:05.120Z",
        "2026-11-24T12:40:05+02:00, 2026-11-24T10:40:05Z",
        // A plus sign in a URL is a blank.
        "2026-11-24T12:40:05 02:00, 2026-11-24T10:40:05Z",
        "2026-11-24T10:40:05-00:00, 2026-11-24T10:40:05Z",
        "9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z",
        "2026-11-24, 2026-11-24T00:00:00Z",
        "9999-12-31, 9999-12-31T00:00:00Z",
        // No record is older.
        "1969-12-31, 1970-01-01T00:00:00Z",
        "1969-12-31T23:59:59Z, 1970-01-01T00:00:00Z",
        "0000-01-01T00:00:00Z, 1970-01-01T00:00:00Z",
    })
    void is_a_time(String text, Instant time) {
        assertThat(Since.parse(text)).isEqualTo(new Since.Time(time));
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
                // Beyond what a record's time can be.
                "+999999999-12-31T23:59:59Z",
                "+10000-01-01T00:00:00Z",
            })
    void is_refused_where_it_looks_like_a_time_and_is_none(String text) {
        assertThatThrownBy(() -> Since.parse(text)).isInstanceOf(DateTimeException.class);
    }
}
