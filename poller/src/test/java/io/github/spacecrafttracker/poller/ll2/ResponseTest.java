package io.github.spacecrafttracker.poller.ll2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.poller.ll2.HttpExchange.Response;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseTest {
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
    void retry_after_is_seconds_or_a_date_up_to_a_day(@Nullable String retryAfter, @Nullable Instant notBefore) {
        assertThat(response("Retry-After", retryAfter).notBefore(NOON)).isEqualTo(notBefore);
    }

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
    void a_reply_is_as_old_as_its_date_minus_its_age_and_never_from_the_future(
            @Nullable String date, @Nullable String age, @Nullable Instant servedAt) {
        assertThat(response("Date", date, "Age", age).servedAt(NOON)).isEqualTo(servedAt);
    }

    /** @param namesAndValues a header whose value is null is missing */
    private static Response response(@Nullable String... namesAndValues) {
        Map<String, List<String>> headers = new HashMap<>();
        for (var index = 0; index < namesAndValues.length; index += 2) {
            var value = namesAndValues[index + 1];
            if (value != null) {
                headers.put(String.valueOf(namesAndValues[index]), List.of(value));
            }
        }
        return new Response(200, HttpHeaders.of(headers, (name, value) -> true), new byte[0]);
    }
}
