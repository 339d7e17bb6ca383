package io.github.spacecrafttracker.streams.changelog;

import io.github.spacecrafttracker.service.kafka.BrokerReachability;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A consumer of the change topics whose partitions have numbers. For one thread at a time.
 *
 * <p>Every method throws {@link org.apache.kafka.common.KafkaException}: a
 * {@link org.apache.kafka.common.errors.TimeoutException} if the brokers take too long, an
 * {@link org.apache.kafka.clients.consumer.OffsetOutOfRangeException} if records were deleted before they were read.
 */
final class ChangeConsumer implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final ChangePartitions partitions;
    private final Consumer<byte[], byte[]> consumer;

    /** @param consumer {@code read_committed}, without a group, and without offset reset; closed with this */
    ChangeConsumer(ChangePartitions partitions, Consumer<byte[], byte[]> consumer) {
        this.partitions = partitions;
        this.consumer = consumer;
    }

    Position beginning() {
        return partitions.position(consumer.beginningOffsets(partitions.all())::get);
    }

    /** The position after the last committed change that is not behind an open transaction. */
    Position end() {
        return partitions.position(consumer.endOffsets(partitions.all())::get);
    }

    /** The position of the next poll; all partitions must be assigned. */
    Position next() {
        return partitions.position(consumer::position);
    }

    /** Assigns all partitions. */
    void assign(Position from) {
        consumer.assign(partitions.all());
        partitions.all().forEach(partition -> consumer.seek(partition, from.next(partitions.number(partition))));
    }

    /** Returns the next records of these partitions, in the order of each; waits a moment if there are none. */
    Map<Integer, List<ConsumerRecord<byte[], byte[]>>> poll(Set<Integer> numbers) {
        consumer.pause(consumer.assignment());
        consumer.resume(topicPartitions(numbers));
        var records = consumer.poll(POLL);
        var read = new HashMap<Integer, List<ConsumerRecord<byte[], byte[]>>>();
        records.partitions().forEach(partition -> read.put(partitions.number(partition), records.records(partition)));
        return read;
    }

    /** Notes whether the brokers answer this consumer. */
    void report(BrokerReachability contact) {
        contact.observe(consumer);
    }

    /** The numbers of the partitions in which one position is before the other. */
    static Set<Integer> below(Position low, Position high) {
        var numbers = new TreeSet<Integer>();
        for (int partition = 0; partition < low.size(); partition++) {
            if (low.next(partition) < high.next(partition)) {
                numbers.add(partition);
            }
        }
        return numbers;
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }

    private Collection<TopicPartition> topicPartitions(Set<Integer> numbers) {
        return numbers.stream().map(partitions.all()::get).toList();
    }
}
