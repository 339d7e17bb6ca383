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

/** A cursor is a position, wholly and of these topics, or it is refused. */
class CursorsTest {
    private static final Position POSITION = Position.of(0, 127, 128, 16_384, 3_000_000_000L, Long.MAX_VALUE);

    private final Cursors cursors = cursors(4711, 6);

    @Test
    void is_read_as_it_was_written() throws CursorException {
        assertThat(cursors.read(cursors.write(POSITION))).isEqualTo(POSITION);
    }

    @Test
    void any_position_comes_back() throws CursorException {
        var random = new Random(1);
        for (int time = 0; time < 10_000; time++) {
            var position = Position.of(random.longs(6)
                    .map(bits -> bits >>> (1 + random.nextInt(63)))
                    .toArray());
            assertThat(cursors.read(cursors.write(position))).isEqualTo(position);
        }
    }

    @Test
    void goes_into_a_url_and_a_header_as_it_is() {
        assertThat(cursors.write(POSITION)).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void has_the_documented_length() {
        for (int partitions : List.of(1, 3, 50)) {
            var all = new long[4 * partitions];
            Arrays.fill(all, 1_000_000);
            var of4 = new Cursors(
                    ChangePartitions.of(IntStream.range(0, 4)
                            .mapToObj(topic -> topic(topic, topic * partitions, partitions))
                            .toList()),
                    Position.of(all));
            assertThat(of4.write(Position.of(all))).hasSize((int) Math.ceil((5 + 4 * (9 + 3 * partitions)) * 4 / 3.0));
        }
    }

    @Test
    void is_refused_where_it_was_cut_off_anywhere() {
        var whole = cursors.write(POSITION);

        for (int length = 0; length < whole.length(); length++) {
            assertThat(refusal(whole.substring(0, length))).as(length + "").isEqualTo(Reason.GARBLED);
        }
    }

    @Test
    void is_refused_where_any_bit_was_flipped() {
        var whole = Base64.getUrlDecoder().decode(cursors.write(POSITION));

        for (int bit = 0; bit < whole.length * 8; bit++) {
            var flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(refusal(text(flipped))).as(bit + "").isEqualTo(Reason.GARBLED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "0", "AAAA", "null", "551:in_space:2", "ä", "AQAAAAAAAAAA=", "../../etc/passwd", "*"})
    void is_refused_where_it_is_none(String text) {
        assertThat(refusal(text)).isEqualTo(Reason.GARBLED);
    }

    @Test
    void is_refused_with_something_behind_it() {
        assertThat(refusal(cursors.write(POSITION) + "AAAA")).isEqualTo(Reason.GARBLED);
        assertThat(refusal(signed(payload(2, 4711, 6, 1, 2, 3, 4, 5, 6, 7)))).isEqualTo(Reason.GARBLED);
    }

    @Test
    void is_refused_with_too_few_numbers_or_too_large_ones() {
        assertThat(refusal(signed(payload(2, 4711, 6, 1, 2, 3, 4, 5)))).isEqualTo(Reason.GARBLED);
        assertThat(refusal(signed(payload(2, 4711, -1, -1, -1, -1, -1, -1)))).isEqualTo(Reason.GARBLED);
        assertThat(refusal(signed(new byte[] {2}))).isEqualTo(Reason.GARBLED);
    }

    @Test
    void is_refused_if_it_has_another_version() {
        assertThat(refusal(signed(payload(1, 4711, 6, 1, 2, 3, 4, 5, 6)))).isEqualTo(Reason.GARBLED);
    }

    @Test
    void of_other_topics_is_distinguished_from_a_garbled_one() {
        assertThat(refusal(cursors(4712, 6).write(POSITION))).isEqualTo(Reason.OF_OTHER_TOPICS);
        assertThat(refusal(cursors(4712, 1).write(Position.of(1)))).isEqualTo(Reason.OF_OTHER_TOPICS);
        assertThat(refusal(cursors(4711, 7).write(Position.of(1, 2, 3, 4, 5, 6, 7))))
                .isEqualTo(Reason.OF_OTHER_TOPICS);
    }

    /** The topics now, each with its first partition and number of partitions, and the cursor of topics as they were. */
    @Test
    void a_topic_that_was_added_since_is_read_from_its_beginning() throws CursorException {
        var before = new Cursors(ChangePartitions.of(List.of(topic(1, 0, 2))), Position.of(0, 0));
        var now = new Cursors(
                ChangePartitions.of(List.of(topic(7, 0, 1), topic(1, 1, 2), topic(8, 3, 2))),
                Position.of(10, 20, 30, 40, 50));

        assertThat(now.read(before.write(Position.of(5, 6)))).isEqualTo(Position.of(10, 5, 6, 40, 50));
    }

    @Test
    void a_partition_that_was_added_since_is_read_from_its_beginning() throws CursorException {
        assertThat(new Cursors(ChangePartitions.of(List.of(topic(1, 0, 3))), Position.of(10, 20, 30))
                        .read(new Cursors(ChangePartitions.of(List.of(topic(1, 0, 2))), Position.of(0, 0))
                                .write(Position.of(5, 6))))
                .isEqualTo(Position.of(5, 6, 30));
    }

    @Test
    void the_order_of_the_topics_does_not_matter() throws CursorException {
        var one = new Cursors(ChangePartitions.of(List.of(topic(1, 0, 2), topic(2, 2, 1))), Position.of(0, 0, 0));
        var other = new Cursors(ChangePartitions.of(List.of(topic(2, 0, 1), topic(1, 1, 2))), Position.of(0, 0, 0));

        assertThat(other.read(one.write(Position.of(5, 6, 7)))).isEqualTo(Position.of(7, 5, 6));
    }

    private Reason refusal(String cursor) {
        return catchThrowableOfType(CursorException.class, () -> cursors.read(cursor))
                .reason();
    }

    private static Cursors cursors(long identity, int partitions) {
        return new Cursors(
                ChangePartitions.of(List.of(topic(identity, 0, partitions))), Position.of(new long[partitions]));
    }

    private static ChangeTopic topic(long identity, int first, int partitions) {
        return new ChangeTopic("t" + identity, Kind.STATUS, identity, first, partitions);
    }

    /** Each number below 128 takes a byte; -1 stands for one that has no end. */
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
