package io.github.spacecrafttracker.streams.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** Tests the merge of partitions by time. */
class TimeOrderedMergeTest {
    @Test
    void the_oldest_record_of_all_partitions_comes_first() {
        var merged = new TimeOrderedMerge();
        merged.add(0, at(1, 4));
        merged.add(1, at(2, 3));

        assertThat(removed(merged)).containsExactly("0@1", "1@2", "1@3", "0@4");
    }

    @Test
    void records_of_a_partition_keep_their_order_regardless_of_their_timestamps() {
        var merged = new TimeOrderedMerge();
        merged.add(0, at(5, 1, 9));
        merged.add(1, at(6));

        assertThat(removed(merged)).containsExactly("0@5", "0@1", "1@6", "0@9");
    }

    @Test
    void records_with_equal_timestamps_are_ordered_by_partition_number() {
        var merged = new TimeOrderedMerge();
        merged.add(2, at(1));
        merged.add(0, at(1));
        merged.add(1, at(1));

        assertThat(removed(merged)).containsExactly("0@1", "1@1", "2@1");
    }

    @Test
    void a_partition_has_a_waiting_record_until_that_record_is_removed() {
        var merged = new TimeOrderedMerge();
        merged.add(0, at(1));
        merged.add(1, List.of());

        assertThat(merged.has(0)).isTrue();
        assertThat(merged.has(1)).isFalse();
        assertThat(merged.has(2)).isFalse();
        assertThat(removed(merged)).containsExactly("0@1");
        assertThat(merged.has(0)).isFalse();
        assertThat(merged.removeOldest()).isEmpty();
    }

    private static List<String> removed(TimeOrderedMerge merged) {
        return Stream.iterate(merged.removeOldest(), Optional::isPresent, before -> merged.removeOldest())
                .map(Optional::get)
                .map(one -> one.partition() + "@" + one.record().timestamp())
                .toList();
    }

    private static List<ConsumerRecord<byte[], byte[]>> at(long... times) {
        return new ArrayList<>(IntStream.range(0, times.length)
                .mapToObj(offset -> new ConsumerRecord<>(
                        "t",
                        0,
                        offset,
                        times[offset],
                        TimestampType.CREATE_TIME,
                        0,
                        0,
                        new byte[0],
                        new byte[0],
                        new RecordHeaders(),
                        Optional.empty()))
                .toList());
    }
}
