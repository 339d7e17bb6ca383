package io.github.spacecrafttracker.streams.changes;

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

/** Partitions are merged by time, each kept in its own order. */
class ByTimeTest {
    @Test
    void the_oldest_of_all_partitions_comes_first() {
        var merged = ByTime.oldestFirst();
        merged.add(0, at(1, 4));
        merged.add(1, at(2, 3));

        assertThat(taken(merged)).containsExactly("0@1", "1@2", "1@3", "0@4");
    }

    @Test
    void or_the_newest() {
        var merged = ByTime.newestFirst();
        merged.add(0, at(4, 1));
        merged.add(1, at(3, 2));

        assertThat(taken(merged)).containsExactly("0@4", "1@3", "1@2", "0@1");
    }

    @Test
    void a_partition_keeps_its_order_whatever_its_times() {
        var merged = ByTime.oldestFirst();
        merged.add(0, at(5, 1, 9));
        merged.add(1, at(6));

        assertThat(taken(merged)).containsExactly("0@5", "0@1", "1@6", "0@9");
    }

    @Test
    void of_equal_times_the_partition_with_the_lower_number_comes_first_in_both_directions() {
        for (var merged : List.of(ByTime.oldestFirst(), ByTime.newestFirst())) {
            merged.add(2, at(1));
            merged.add(0, at(1));
            merged.add(1, at(1));

            assertThat(taken(merged)).containsExactly("0@1", "1@1", "2@1");
        }
    }

    @Test
    void tells_of_which_partitions_something_waits() {
        var merged = ByTime.oldestFirst();
        merged.add(0, at(1));
        merged.add(1, List.of());

        assertThat(merged.has(0)).isTrue();
        assertThat(merged.has(1)).isFalse();
        assertThat(merged.has(2)).isFalse();
        assertThat(taken(merged)).containsExactly("0@1");
        assertThat(merged.has(0)).isFalse();
        assertThat(merged.take()).isEmpty();
    }

    private static List<String> taken(ByTime merged) {
        return Stream.iterate(merged.take(), Optional::isPresent, before -> merged.take())
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
