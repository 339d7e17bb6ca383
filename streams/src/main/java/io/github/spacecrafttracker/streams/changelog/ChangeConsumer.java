package io.github.spacecrafttracker.streams.changelog;

import io.github.spacecrafttracker.service.kafka.BrokerReachability;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A consumer of all change topics that addresses partitions by their numbers. Not thread-safe.
 *
 * <p>Every method throws {@link org.apache.kafka.common.KafkaException}: a
 * {@link org.apache.kafka.common.errors.TimeoutException} if the brokers take too long, an
 * {@link org.apache.kafka.clients.consumer.OffsetOutOfRangeException} if records were deleted
 * before they were read.
 */
final class ChangeConsumer implements AutoCloseable {
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);

    private final ChangePartitions partitions;
    private final Consumer<byte[], byte[]> consumer;

    private ChangeConsumer(ChangePartitions partitions, Consumer<byte[], byte[]> consumer) {
        this.partitions = partitions;
        this.consumer = consumer;
    }

    /** Opens a consumer that is {@code read_committed}, and has no group and no offset reset. */
    static ChangeConsumer open(KafkaSettings kafka, ChangePartitions partitions) {
        var settings = new HashMap<>(kafka.consumer());
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, kafka.topicPrefix() + "-changes-tail");
        // A record that is deleted before it is read must not be skipped silently.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 1024 * 1024);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 256 * 1024);
        return new ChangeConsumer(
                partitions, new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    LogPosition beginning() {
        return partitions.position(consumer.beginningOffsets(partitions.all())::get);
    }

    /** Returns the position after the last committed change that is before any open transaction. */
    LogPosition end() {
        return partitions.position(consumer.endOffsets(partitions.all())::get);
    }

    /** Returns the position of the next poll. All partitions must be assigned. */
    LogPosition next() {
        return partitions.position(consumer::position);
    }

    /** Assigns all partitions, from this position. */
    void assign(LogPosition from) {
        consumer.assign(partitions.all());
        partitions.all().forEach(partition -> consumer.seek(partition, from.next(partitions.number(partition))));
    }

    /**
     * Returns the next records of these partitions, in order within each partition. Waits briefly
     * if there are none.
     */
    Map<Integer, List<ConsumerRecord<byte[], byte[]>>> poll(Set<Integer> numbers) {
        consumer.pause(consumer.assignment());
        consumer.resume(topicPartitions(numbers));
        var records = consumer.poll(POLL_TIMEOUT);
        var read = new HashMap<Integer, List<ConsumerRecord<byte[], byte[]>>>();
        records.partitions().forEach(partition -> read.put(partitions.number(partition), records.records(partition)));
        return read;
    }

    /** Checks whether the brokers respond to this consumer. */
    void reportTo(BrokerReachability reachability) {
        reachability.observe(consumer);
    }

    /** Returns the numbers of the partitions in which the first position is before the second. */
    static Set<Integer> partitionsBelow(LogPosition low, LogPosition high) {
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
