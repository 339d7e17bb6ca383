package io.github.spacecrafttracker.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** The headers have the names of Kafka Streams (KIP-1034) and textual values. */
class DeadLetterTest {

    @Test
    void of_a_record_states_the_cause_and_the_position() {
        assertThat(written(
                        new DeadLetter("UnreadableException", "id is not an integer", "spacecraft.snapshots", 2, 41L)))
                .containsExactly(
                        "__streams.errors.exception=UnreadableException",
                        "__streams.errors.message=id is not an integer",
                        "__streams.errors.topic=spacecraft.snapshots",
                        "__streams.errors.partition=2",
                        "__streams.errors.offset=41");
    }

    @Test
    void of_a_row_has_no_partition_and_no_offset() {
        assertThat(written(new DeadLetter("UnreadableException", "größer", "spacecraft.snapshots", null, null)))
                .containsExactly(
                        "__streams.errors.exception=UnreadableException",
                        "__streams.errors.message=größer",
                        "__streams.errors.topic=spacecraft.snapshots");
    }

    @Test
    void keeps_the_headers_of_the_record() {
        var headers = new RecordHeaders().add("observation", "7".getBytes(UTF_8));

        new DeadLetter("UnreadableException", "has no key", "spacecraft.snapshots", 0, 0L).writeTo(headers);

        assertThat(headers.toArray()).hasSize(6);
        assertThat(headers.lastHeader("observation").value()).isEqualTo("7".getBytes(UTF_8));
    }

    private static String[] written(DeadLetter letter) {
        var headers = new RecordHeaders();
        letter.writeTo(headers);
        return Arrays.stream(headers.toArray())
                .map(header -> header.key() + "=" + new String(header.value(), UTF_8))
                .toArray(String[]::new);
    }
}
