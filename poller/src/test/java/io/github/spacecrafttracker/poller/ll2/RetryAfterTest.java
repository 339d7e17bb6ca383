package io.github.spacecrafttracker.poller.ll2;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @ParameterizedTest(name = "[{0}] -> {1}")
    @CsvSource(delimiter = '|', nullValues = "null", textBlock = """
            3600                          | 2026-11-24T13:00:00Z
            0                             | 2026-11-24T12:00:00Z
            Tue, 24 Nov 2026 12:30:00 GMT | 2026-11-24T12:30:00Z
            Tue, 24 Nov 2026 11:30:00 GMT | 2026-11-24T11:30:00Z
            999999999999999999            | 2026-11-25T12:00:00Z
            99999999999999999999999       | null
            Fri, 24 Nov 2062 12:30:00 GMT | 2026-11-25T12:00:00Z
            -5                            | null
            soon                          | null
            ''                            | null
            null                          | null
            """)
    void seconds_or_a_date_up_to_a_day(String header, Instant expected) {
        assertThat(RetryAfter.notBefore(header, NOON)).isEqualTo(expected);
    }
}
