package io.github.spacecrafttracker.streams.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times, ages and the precision of a change, as people read them. */
class TimesOnPageTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "-5, 0 s",
        "59, 59 s",
        "60, 1 min",
        "3599, 59 min",
        "3600, 1 h",
        "86399, 23 h",
        "86400, 1 day",
        "1382400, 16 days",
    })
    void an_age_has_one_unit(long seconds, String age) {
        assertThat(TimeFormat.age(NOW.minusSeconds(seconds), NOW)).isEqualTo(age);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T11:57:00Z, 3 min ago",
        "2026-11-23T11:57:00Z, 1 day ago",
        "2026-11-17T12:00:01Z, 6 days ago",
        "2026-11-17T12:00:00Z, 17 Nov",
        "2025-11-17T12:00:00Z, 17 Nov 2025",
    })
    void a_time_is_relative_for_a_week(Instant time, String text) {
        assertThat(TimeFormat.AGO.text(time, NOW)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T11:56:00Z,     2026-11-24T12:00:00Z, ± 2 min, 2026-11-24T11:58:00Z",
        "2026-11-24T11:55:59Z,     2026-11-24T12:00:00Z, ± 3 min, 2026-11-24T11:57:59.500Z",
        "2026-11-24T11:59:00Z,     2026-11-24T12:00:00Z, ± 30 s,  2026-11-24T11:59:30Z",
        "2026-11-24T11:59:59.700Z, 2026-11-24T12:00:00Z, ± 1 s,   2026-11-24T11:59:59.850Z",
        "2026-11-24T12:00:00Z,     2026-11-24T12:00:00Z, ± 1 s,   2026-11-24T12:00:00Z",
        "2026-11-24T10:00:00Z,     2026-11-24T12:00:00Z, ± 60 min, 2026-11-24T11:00:00Z",
    })
    void the_precision_covers_both_bounds(Instant notBefore, Instant notAfter, String precision, Instant middle) {
        var time = new ChangeTime(notBefore, notAfter);

        assertThat(time.isWide()).isFalse();
        assertThat(time.precision()).isEqualTo(precision);
        assertThat(time.middle()).isEqualTo(middle);
    }

    @Test
    void bounds_that_are_far_apart_are_shown_as_they_are() {
        assertThat(new ChangeTime(Instant.parse("2026-11-24T09:59:59Z"), NOW).isWide())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({",false", "2026-11-24T11:00:00Z,false", "2026-11-20T11:00:00Z,true"})
    void a_change_without_an_earlier_observation_is_not_wide(@Nullable Instant notBefore, boolean isWide) {
        assertThat(new ChangeTime(notBefore, NOW).isWide()).isEqualTo(isWide);
    }
}
