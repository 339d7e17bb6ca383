package io.github.spacecrafttracker.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poll.PollReport.Requests;
import io.github.spacecrafttracker.topic.JsonSerde;
import java.time.Instant;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private static final JsonSerde<Booking> SERDE = new JsonSerde<>(Booking.class);

    private record Booking(Instant bookedAt, int perHour) {}

    @Nested
    class A_time {

        @ParameterizedTest
        @CsvSource({
            "2026-11-24T10:40:05Z, 2026-11-24T10:40:05.000Z",
            "2026-11-24T10:40:05.120Z, 2026-11-24T10:40:05.120Z",
            "2026-11-24T10:40:05.120999Z, 2026-11-24T10:40:05.120Z",
            "2026-11-24T00:00:00Z, 2026-11-24T00:00:00.000Z",
            "1969-12-31T23:59:59.999Z, 1969-12-31T23:59:59.999Z",
        })
        void has_three_digits_of_milliseconds_and_z(Instant time, String written) {
            assertThat(Json.time(time)).isEqualTo(written);
            assertThat(text(new Booking(time, 15))).isEqualTo("{\"booked_at\":\"" + written + "\",\"per_hour\":15}");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"2026-11-24T10:40:05.120Z", "2026-11-24T11:40:05.12+01:00", "2026-11-24T10:40:05.120000000Z"
                })
        void is_parsed_in_any_notation_of_rfc_3339(String written) {
            assertThat(read("{\"booked_at\":\"" + written + "\",\"per_hour\":15}"))
                    .isEqualTo(new Booking(Instant.parse("2026-11-24T10:40:05.120Z"), 15));
        }
    }

    @Nested
    class A_reader {

        @Test
        void ignores_unknown_fields() {
            assertThat(read("{\"colour\":[{}],\"per_hour\":15,\"booked_at\":\"1970-01-01T00:00:00Z\"}"))
                    .isEqualTo(new Booking(Instant.EPOCH, 15));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"per_hour\":\"secret\"}",
                    "{\"per_hour\":1,\"per_hour\":2}",
                    "{\"per_hour\":1}{}",
                    "{\"per_hour\":1",
                    "secret",
                    "[\"secret\"]",
                    "{\"booked_at\":\"secret\"}"
                })
        void rejects_an_invalid_value_without_quoting_it(String json) {
            assertThatExceptionOfType(SerializationException.class)
                    .isThrownBy(() -> read(json))
                    .withMessageStartingWith("a value in spacecraft.polls is not a valid Booking")
                    .satisfies(e -> assertThat(e).hasNoCause())
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
        }

        @Test
        void reports_the_invalid_field() {
            assertThatExceptionOfType(SerializationException.class)
                    .isThrownBy(() -> new JsonSerde<>(PollReport.class)
                            .deserializer()
                            .deserialize(
                                    "t", "{\"kind\":\"budget\",\"requests\":{\"spent\":\"secret\"}}".getBytes(UTF_8)))
                    .withMessage("a value in t is not a valid PollReport: error at requests.spent");
        }

        @Test
        void keeps_null() {
            assertThat(SERDE.deserializer().deserialize("t", null)).isNull();
            assertThat(SERDE.serializer().serialize("t", null)).isNull();
        }
    }

    @Test
    void fields_are_written_in_the_order_of_the_record() {
        assertThat(new String(new PollReport.Budget("s", Instant.EPOCH, "u", new Requests(15, 2, 0)).write(), UTF_8))
                .isEqualTo("{\"kind\":\"budget\",\"source\":\"s\",\"booked_at\":\"1970-01-01T00:00:00.000Z\","
                        + "\"url\":\"u\",\"requests\":{\"per_hour\":15,\"spent\":2,\"others\":0}}");
    }

    private static Booking read(String json) {
        return SERDE.deserializer().deserialize("spacecraft.polls", json.getBytes(UTF_8));
    }

    private static String text(Booking booking) {
        return new String(SERDE.serializer().serialize("spacecraft.polls", booking), UTF_8);
    }
}
