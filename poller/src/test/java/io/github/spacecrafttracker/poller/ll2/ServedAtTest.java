package io.github.spacecrafttracker.poller.ll2;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServedAtTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @ParameterizedTest(name = "Date {0}, Age {1} is {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Tue, 24 Nov 2026 11:59:00 GMT | | 2026-11-24T11:59:00Z",
                "Tue, 24 Nov 2026 11:59:00 GMT | 3600 | 2026-11-24T10:59:00Z",
                "Tue, 24 Nov 2026 11:59:00 GMT | -5 | 2026-11-24T11:59:00Z",
                "Tue, 24 Nov 2026 11:59:00 GMT | soon | 2026-11-24T11:59:00Z",
                "Wed, 25 Nov 2026 11:59:00 GMT | | 2026-11-24T12:00:00Z",
                "yesterday | 10 | ",
                " | 10 | ",
            })
    void it_is_the_date_less_the_age_and_never_ahead_of_us(
            @Nullable String date, @Nullable String age, @Nullable Instant served) {
        var headers = new HashMap<String, List<String>>();
        if (date != null) {
            headers.put("Date", List.of(date));
        }
        if (age != null) {
            headers.put("Age", List.of(age));
        }
        assertThat(ServedAt.of(HttpHeaders.of(headers, (name, value) -> true), NOON))
                .isEqualTo(served);
    }
}
