package io.github.spacecrafttracker.streams.changes;

import io.github.spacecrafttracker.service.BrokerContact;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * A consumer of the change topics whose partitions have numbers. For one thread at a time.
 *
 * <p>Everything throws {@link org.apache.kafka.common.KafkaException}: a {@link TimeoutException} where the brokers take too long, an
 * {@link org.apache.kafka.clients.consumer.OffsetOutOfRangeException} where what was to be read is not kept any more.
 */
final class ChangeConsumer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(100);

    private final ChangePartitions partitions;
    private final Consumer<byte[], byte[]> consumer;

    /** @param consumer {@code read_committed}, without a group, and without a reset of offsets; closed with this */
    ChangeConsumer(ChangePartitions partitions, Consumer<byte[], byte[]> consumer) {
        this.partitions = partitions;
        this.consumer = consumer;
    }

    Position beginning() {
        return partitions.position(consumer.beginningOffsets(partitions.all())::get);
    }

    /** After the last change that is committed, as far as no transaction before it is open. */
    Position end() {
        return partitions.position(consumer.endOffsets(partitions.all())::get);
    }

    /** Before the first change of each partition that was observed then or later. */
    Position at(Instant time) {
        // Asked first: what is written in between lies after it, and is read.
        var end = end();
        var times = new HashMap<TopicPartition, Long>();
        partitions.all().forEach(partition -> times.put(partition, time.toEpochMilli()));
        var found = consumer.offsetsForTimes(times);
        return partitions.position(partition -> {
            var first = found.get(partition);
            return first == null ? end.next(partitions.number(partition)) : first.offset();
        });
    }

    /** Where a partition that is assigned is read next. */
    long next(int partition) {
        return consumer.position(partitions.all().get(partition));
    }

    /** Where all are read next, once all are assigned. */
    Position next() {
        return partitions.position(consumer::position);
    }

    void assign(Set<Integer> numbers, Position from) {
        consumer.assign(topicPartitions(numbers));
        numbers.forEach(number -> consumer.seek(partitions.all().get(number), from.next(number)));
    }

    /** Whatever is there of these partitions, in the order of each; waits a moment where there is nothing. */
    Map<Integer, List<ConsumerRecord<byte[], byte[]>>> poll(Set<Integer> numbers) {
        consumer.pause(consumer.assignment());
        consumer.resume(topicPartitions(numbers));
        var records = consumer.poll(POLL);
        var read = new HashMap<Integer, List<ConsumerRecord<byte[], byte[]>>>();
        records.partitions().forEach(it -> read.put(partitions.number(it), records.records(it)));
        return read;
    }

    /** Whether the brokers answer it. */
    void tell(BrokerContact contact) {
        contact.look(consumer);
    }

    /** Goes on as long as asked to, but not for ever. */
    void pollWhile(Predicate<ChangeConsumer> unfinished, Runnable polling) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (unfinished.test(this)) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("the brokers did not answer within " + PATIENCE.toSeconds() + " s");
            }
            polling.run();
        }
    }

    /** The numbers of the partitions in which the one lies before the other. */
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
