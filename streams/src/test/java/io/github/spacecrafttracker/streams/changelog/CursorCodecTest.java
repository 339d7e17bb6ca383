package io.github.spacecrafttracker.streams.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.spacecrafttracker.change.Kind;
import io.github.spacecrafttracker.streams.changelog.ChangePartitions.ChangeTopic;
import io.github.spacecrafttracker.streams.changelog.CursorException.Reason;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cursor either contains a complete position in these topics or is rejected. */
class CursorCodecTest {
    private static final LogPosition POSITION = LogPosition.of(0, 127, 128, 16_384, 3_000_000_000L, Long.MAX_VALUE);

    private final CursorCodec codec = codec(4711, 6);

    @Test
    void a_position_survives_a_round_trip() throws CursorException {
        assertThat(codec.decode(codec.encode(POSITION))).isEqualTo(POSITION);
    }

    @Test
    void random_positions_survive_a_round_trip() throws CursorException {
        var random = new Random(1);
        for (int time = 0; time < 10_000; time++) {
            var position = LogPosition.of(random.longs(6)
                    .map(bits -> bits >>> (1 + random.nextInt(63)))
                    .toArray());
            assertThat(codec.decode(codec.encode(position))).isEqualTo(position);
        }
    }

    @Test
    void a_cursor_contains_only_characters_that_are_valid_in_urls_and_headers() {
        assertThat(codec.encode(POSITION)).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void a_cursor_has_the_documented_length() {
        for (int partitions : List.of(1, 3, 50)) {
            var all = new long[5 * partitions];
            Arrays.fill(all, 1_000_000);
            var of5 = new CursorCodec(
                    ChangePartitions.of(IntStream.range(0, 5)
                            .mapToObj(topic -> topic(topic, topic * partitions, partitions))
                            .toList()),
                    LogPosition.of(all));
            assertThat(of5.encode(LogPosition.of(all)))
                    .hasSize((int) Math.ceil((5 + 5 * (9 + 3 * partitions)) * 4 / 3.0));
        }
    }

    @Test
    void a_truncated_cursor_is_rejected() {
        var whole = codec.encode(POSITION);

        for (int length = 0; length < whole.length(); length++) {
            assertThat(rejection(whole.substring(0, length))).as(length + "").isEqualTo(Reason.GARBLED);
        }
    }

    @Test
    void a_cursor_with_a_flipped_bit_is_rejected() {
        var whole = Base64.getUrlDecoder().decode(codec.encode(POSITION));

        for (int bit = 0; bit < whole.length * 8; bit++) {
            var flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(rejection(text(flipped))).as(bit + "").isEqualTo(Reason.GARBLED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "0", "AAAA", "null", "551:in_space:2", "ä", "AQAAAAAAAAAA=", "../../etc/passwd", "*"})
    void text_that_is_not_a_cursor_is_rejected(String text) {
        assertThat(rejection(text)).isEqualTo(Reason.GARBLED);
    }

    @Test
    void a_cursor_with_trailing_data_is_rejected() {
        assertThat(rejection(codec.encode(POSITION) + "AAAA")).isEqualTo(Reason.GARBLED);
        assertThat(rejection(signed(payload(2, 4711, 6, 1, 2, 3, 4, 5, 6, 7)))).isEqualTo(Reason.GARBLED);
    }

    @Test
    void a_cursor_with_too_few_or_too_large_numbers_is_rejected() {
        assertThat(rejection(signed(payload(2, 4711, 6, 1, 2, 3, 4, 5)))).isEqualTo(Reason.GARBLED);
        assertThat(rejection(signed(payload(2, 4711, -1, -1, -1, -1, -1, -1)))).isEqualTo(Reason.GARBLED);
        assertThat(rejection(signed(new byte[] {2}))).isEqualTo(Reason.GARBLED);
    }

    @Test
    void a_cursor_of_another_version_is_rejected() {
        assertThat(rejection(signed(payload(1, 4711, 6, 1, 2, 3, 4, 5, 6)))).isEqualTo(Reason.GARBLED);
    }

    @Test
    void a_cursor_of_other_topics_is_distinguished_from_a_garbled_one() {
        assertThat(rejection(codec(4712, 6).encode(POSITION))).isEqualTo(Reason.OF_OTHER_TOPICS);
        assertThat(rejection(codec(4712, 1).encode(LogPosition.of(1)))).isEqualTo(Reason.OF_OTHER_TOPICS);
        assertThat(rejection(codec(4711, 7).encode(LogPosition.of(1, 2, 3, 4, 5, 6, 7))))
                .isEqualTo(Reason.OF_OTHER_TOPICS);
    }

    @Test
    void a_topic_that_was_added_later_is_read_from_its_beginning() throws CursorException {
        var before = new CursorCodec(ChangePartitions.of(List.of(topic(1, 0, 2))), LogPosition.of(0, 0));
        var now = new CursorCodec(
                ChangePartitions.of(List.of(topic(7, 0, 1), topic(1, 1, 2), topic(8, 3, 2))),
                LogPosition.of(10, 20, 30, 40, 50));

        assertThat(now.decode(before.encode(LogPosition.of(5, 6)))).isEqualTo(LogPosition.of(10, 5, 6, 40, 50));
    }

    @Test
    void a_cursor_from_before_the_topic_of_details_reads_that_topic_from_its_beginning() throws CursorException {
        var topics = new ArrayList<ChangeTopic>();
        for (var kind : Kind.values()) {
            var number = topics.size();
            topics.add(new ChangeTopic("t.changes." + kind.topicSuffix(), kind, 1000 + number, 3 * number, 3));
        }
        var before = new CursorCodec(
                ChangePartitions.of(topics.stream()
                        .filter(topic -> topic.kind() != Kind.DETAILS)
                        .toList()),
                LogPosition.of(new long[12]));
        var now = new CursorCodec(
                ChangePartitions.of(topics), LogPosition.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 40, 50, 60));
        var cursor = before.encode(LogPosition.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));

        assertThat(now.decode(cursor)).isEqualTo(LogPosition.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 40, 50, 60));
    }

    @Test
    void a_partition_that_was_added_later_is_read_from_its_beginning() throws CursorException {
        assertThat(new CursorCodec(ChangePartitions.of(List.of(topic(1, 0, 3))), LogPosition.of(10, 20, 30))
                        .decode(new CursorCodec(ChangePartitions.of(List.of(topic(1, 0, 2))), LogPosition.of(0, 0))
                                .encode(LogPosition.of(5, 6))))
                .isEqualTo(LogPosition.of(5, 6, 30));
    }

    @Test
    void the_order_of_the_topics_does_not_matter() throws CursorException {
        var one =
                new CursorCodec(ChangePartitions.of(List.of(topic(1, 0, 2), topic(2, 2, 1))), LogPosition.of(0, 0, 0));
        var other =
                new CursorCodec(ChangePartitions.of(List.of(topic(2, 0, 1), topic(1, 1, 2))), LogPosition.of(0, 0, 0));

        assertThat(other.decode(one.encode(LogPosition.of(5, 6, 7)))).isEqualTo(LogPosition.of(7, 5, 6));
    }

    private Reason rejection(String cursor) {
        return catchThrowableOfType(CursorException.class, () -> codec.decode(cursor))
                .reason();
    }

    private static CursorCodec codec(long identity, int partitions) {
        return new CursorCodec(
                ChangePartitions.of(List.of(topic(identity, 0, partitions))), LogPosition.of(new long[partitions]));
    }

    private static ChangeTopic topic(long identity, int first, int partitions) {
        return new ChangeTopic("t" + identity, Kind.STATUS, identity, first, partitions);
    }

    /** Writes each number below 128 as one byte, and -1 as an unterminated number. */
    private static byte[] payload(int version, long identity, int... numbers) {
        var bytes = new ArrayList<Byte>();
        for (int number : numbers) {
            for (int more = 0; number < 0 && more < 12; more++) {
                bytes.add((byte) 0x80);
            }
            bytes.add((byte) Math.max(0, number));
        }
        var buffer = ByteBuffer.allocate(9 + bytes.size()).put((byte) version).putLong(identity);
        bytes.forEach(buffer::put);
        return buffer.array();
    }

    private static String signed(byte[] payload) {
        var sum = new CRC32C();
        sum.update(payload);
        return text(ByteBuffer.allocate(payload.length + 4)
                .put(payload)
                .putInt((int) sum.getValue())
                .array());
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
