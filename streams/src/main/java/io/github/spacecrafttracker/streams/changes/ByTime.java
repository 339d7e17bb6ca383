package io.github.spacecrafttracker.streams.changes;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Merges partitions by the time of their records, each partition kept in its own order: what belongs together in time is read together, and the same log is
 * always read in the same order. For one thread.
 */
final class ByTime {
    private final SortedMap<Integer, Deque<ConsumerRecord<byte[], byte[]>>> waiting = new TreeMap<>();
    private final Comparator<ConsumerRecord<byte[], byte[]>> order;

    private ByTime(Comparator<ConsumerRecord<byte[], byte[]>> order) {
        this.order = order;
    }

    static ByTime oldestFirst() {
        return new ByTime(Comparator.comparingLong(ConsumerRecord::timestamp));
    }

    static ByTime newestFirst() {
        return new ByTime(Comparator.<ConsumerRecord<byte[], byte[]>>comparingLong(ConsumerRecord::timestamp)
                .reversed());
    }

    /** @param records in the order in which they are to come out */
    void add(int partition, List<ConsumerRecord<byte[], byte[]>> records) {
        waiting.computeIfAbsent(partition, number -> new ArrayDeque<>()).addAll(records);
    }

    boolean has(int partition) {
        var queue = waiting.get(partition);
        return queue != null && !queue.isEmpty();
    }

    /** The record that comes next; where times are equal, that of the partition with the lower number. Empty: none waits. */
    Optional<Taken> take() {
        return waiting.entrySet().stream()
                .filter(queue -> !queue.getValue().isEmpty())
                .min(Comparator.comparing(queue -> queue.getValue().getFirst(), order))
                .map(queue -> new Taken(queue.getKey(), queue.getValue().removeFirst()));
    }

    /** One record of a partition. */
    record Taken(int partition, ConsumerRecord<byte[], byte[]> record) {}
}
