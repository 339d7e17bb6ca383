package io.github.spacecrafttracker.streams.changelog;

import io.github.spacecrafttracker.change.Kind;
import io.github.spacecrafttracker.service.kafka.TopicSet;
import io.github.spacecrafttracker.topic.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.TopicPartition;

/** The partitions of all change topics, numbered in the order of a {@link LogPosition}. */
record ChangePartitions(
        List<ChangeTopic> topics, List<TopicPartition> all, List<Kind> kinds, Map<TopicPartition, Integer> numbers) {
    /**
     * One change topic.
     *
     * @param identity distinguishes this topic from others, including one that was created later
     *     with its name
     * @param first the number of its first partition
     */
    record ChangeTopic(String name, Kind kind, long identity, int first, int partitions) {}

    static ChangePartitions of(Topics topics, TopicSet found) {
        var all = new ArrayList<ChangeTopic>();
        int first = 0;
        for (var kind : Kind.values()) {
            var name = topics.changes(kind).name();
            var id = found.topicId(name);
            // Half of a random UUID is enough to distinguish a few topics, and keeps cursors short.
            var topic = new ChangeTopic(name, kind, id.getLeastSignificantBits(), first, found.partitions(name));
            all.add(topic);
            first += topic.partitions();
        }
        return of(all);
    }

    static ChangePartitions of(List<ChangeTopic> topics) {
        var all = new ArrayList<TopicPartition>();
        var kinds = new ArrayList<Kind>();
        var numbers = new HashMap<TopicPartition, Integer>();
        for (var topic : topics) {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                var one = new TopicPartition(topic.name(), partition);
                numbers.put(one, all.size());
                all.add(one);
                kinds.add(topic.kind());
            }
        }
        return new ChangePartitions(List.copyOf(topics), List.copyOf(all), List.copyOf(kinds), Map.copyOf(numbers));
    }

    /** @throws IllegalArgumentException if the partition is not one of a change topic */
    int number(TopicPartition partition) {
        var number = numbers.get(partition);
        if (number == null) {
            throw new IllegalArgumentException("not a partition of the change topics: " + partition);
        }
        return number;
    }

    /** Returns the position with these offsets. */
    LogPosition position(ToLongFunction<TopicPartition> offset) {
        return LogPosition.of(all.stream().mapToLong(offset).toArray());
    }
}
