package io.github.spacecrafttracker.streams.changelog;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Merges partitions by the timestamps of their records, the oldest first. The order within each
 * partition is kept. Not thread-safe.
 */
final class TimeOrderedMerge {
    private final SortedMap<Integer, Deque<ConsumerRecord<byte[], byte[]>>> waiting = new TreeMap<>();

    void add(int partition, List<ConsumerRecord<byte[], byte[]>> records) {
        waiting.computeIfAbsent(partition, number -> new ArrayDeque<>()).addAll(records);
    }

    boolean has(int partition) {
        var queue = waiting.get(partition);
        return queue != null && !queue.isEmpty();
    }

    /**
     * Removes the oldest record. If timestamps are equal, it is the one of the partition with the
     * lowest number.
     *
     * @return empty if no record is waiting
     */
    Optional<Entry> removeOldest() {
        return waiting.entrySet().stream()
                .filter(queue -> !queue.getValue().isEmpty())
                .min(Comparator.comparingLong(
                        queue -> queue.getValue().getFirst().timestamp()))
                .map(queue -> new Entry(queue.getKey(), queue.getValue().removeFirst()));
    }

    /** One record of a partition. */
    record Entry(int partition, ConsumerRecord<byte[], byte[]> record) {}
}
