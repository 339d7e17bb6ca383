package io.github.spacecrafttracker.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotTest {
    private static final Instant TRUE_SINCE = Instant.parse("2026-11-24T10:40:04.310Z");
    private static final SnapshotHeaders HEADERS =
            new SnapshotHeaders(1_795_516_805_120L, "page", "https://ll.thespacedevs.com/2.3.0", 7, true, TRUE_SINCE);
    private static final byte[] VALUE = "{\"id\":551,\"in_space\":true,\"status\":{\"id\":1}}".getBytes(UTF_8);
    private static final byte[] KEY = Snapshot.key(551);

    @Nested
    class The_key {

        @ParameterizedTest
        @ValueSource(longs = {0, 1, 551, -1, Long.MAX_VALUE, Long.MIN_VALUE})
        void is_the_id_as_decimal_text(long id) throws UnreadableException {
            assertThat(Snapshot.key(id)).isEqualTo(Long.toString(id).getBytes(UTF_8));
            assertThat(Snapshot.of(Snapshot.key(id), null, kafka(HEADERS), 0).id())
                    .isEqualTo(id);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "007",
                    "x",
                    "",
                    "+1",
                    "-0",
                    "1.0",
                    "1e0",
                    " 1",
                    "1 ",
                    "\"1\"",
                    "١",
                    "9223372036854775808",
                    "null"
                })
        void is_unreadable_in_any_other_form(String key) {
            assertThatExceptionOfType(UnreadableException.class)
                    .isThrownBy(() -> Snapshot.of(key.getBytes(UTF_8), VALUE, kafka(HEADERS), 0))
                    .withMessage("key is not a decimal integer");
        }

        @Test
        void must_be_present() {
            assertThatExceptionOfType(UnreadableException.class)
                    .isThrownBy(() -> Snapshot.of(null, VALUE, kafka(HEADERS), 0))
                    .withMessage("has no key");
        }
    }

    @Nested
    class The_headers {

        @Test
        void are_text_in_a_fixed_order() {
            assertThat(HEADERS.write())
                    .extracting(header -> header.key() + "=" + new String(header.value(), UTF_8))
                    .containsExactly(
                            "observation=1795516805120",
                            "poll_kind=page",
                            "source=https://ll.thespacedevs.com/2.3.0",
                            "first_seen=7",
                            "initial=true",
                            "true_since=1795516804310");
        }

        @Test
        void survive_a_round_trip() throws UnreadableException {
            var madeUp = new SnapshotHeaders(8, "look-up", SnapshotHeaders.MADE_UP, 8, false, Instant.EPOCH);

            assertThat(SnapshotHeaders.read(kafka(HEADERS))).isEqualTo(HEADERS);
            assertThat(SnapshotHeaders.read(kafka(madeUp))).isEqualTo(madeUp);
        }

        @Test
        void may_include_unknown_headers() throws UnreadableException {
            assertThat(SnapshotHeaders.read(kafka(HEADERS).add("trace", new byte[] {0})))
                    .isEqualTo(HEADERS);
        }

        static List<String> names() {
            return HEADERS.write().stream().map(header -> header.key()).toList();
        }

        @ParameterizedTest
        @MethodSource("names")
        void are_unreadable_if_one_is_missing(String name) {
            assertUnreadable(kafka(HEADERS).remove(name), "header " + name + " is missing");
            assertUnreadable(kafka(HEADERS).remove(name).add(name, null), "header " + name + " is missing");
        }

        @ParameterizedTest
        @CsvSource({
            "observation, '', is not a decimal integer",
            "observation, 1e3, is not a decimal integer",
            "observation, +7, is not a decimal integer",
            "observation, 007, is not a decimal integer",
            "observation, 9223372036854775808, is not a decimal integer",
            "first_seen, x, is not a decimal integer",
            "first_seen, 1.0, is not a decimal integer",
            "true_since, -1, is negative",
            "true_since, 2026-11-24T10:40:04Z, is not a decimal integer",
            "true_since, 1795516804310.5, is not a decimal integer",
            "initial, TRUE, is neither true nor false",
            "initial, 1, is neither true nor false",
            "initial, '', is neither true nor false",
            "source, '', is not an absolute URI",
            "source, spacecraft, is not an absolute URI",
            "source, Launch Library 2, is not an absolute URI",
        })
        void are_unreadable_if_one_is_malformed(String name, String value, String cause) {
            assertUnreadable(
                    kafka(HEADERS).remove(name).add(name, value.getBytes(UTF_8)), "header " + name + " " + cause);
        }

        private void assertUnreadable(Headers headers, String cause) {
            assertThatExceptionOfType(UnreadableException.class)
                    .isThrownBy(() -> Snapshot.of(KEY, VALUE, headers, 0))
                    .withMessage(cause);
        }
    }

    @Nested
    class The_value {

        @Test
        void is_observed_at_the_timestamp_of_the_record() throws UnreadableException {
            var snapshot = Snapshot.of(KEY, VALUE, kafka(HEADERS), 1_795_516_805_120L);

            assertThat(snapshot.observedAt()).isEqualTo(Instant.parse("2026-11-24T10:40:05.120Z"));
            assertThat(snapshot.headers()).isEqualTo(HEADERS);
            assertThat(snapshot.reading().spacecraft().id()).isEqualTo(551);
            assertThat(snapshot.reading().state().inSpace()).isTrue();
        }

        @Test
        void is_parsed_only_on_request() throws UnreadableException {
            var snapshot = Snapshot.of(KEY, "garbled".getBytes(UTF_8), kafka(HEADERS), 0);

            assertThatExceptionOfType(UnreadableException.class).isThrownBy(snapshot::reading);
        }

        @Test
        void is_unreadable_if_its_id_is_not_the_key() throws UnreadableException {
            var snapshot = Snapshot.of(Snapshot.key(552), VALUE, kafka(HEADERS), 0);

            assertThatExceptionOfType(UnreadableException.class)
                    .isThrownBy(snapshot::reading)
                    .withMessage("id is not the key");
        }

        @Test
        void is_null_for_a_removal_and_cannot_be_read() throws UnreadableException {
            var removal = Snapshot.of(KEY, null, kafka(HEADERS), 0);

            assertThat(removal.value()).isNull();
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(removal::reading);
        }
    }

    private static Headers kafka(SnapshotHeaders headers) {
        return new RecordHeaders(headers.write());
    }
}
