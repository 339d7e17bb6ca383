package io.github.spacecrafttracker.streams.changes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spacecrafttracker.change.Kind;
import io.github.spacecrafttracker.service.TopicSet;
import io.github.spacecrafttracker.topic.Topics;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.TopicPartition;

/**
 * The partitions of all change topics, in the order in which a {@link Position} counts them.
 *
 * @param identity of these very topics: others, even of the same names, have another
 */
record ChangePartitions(
        List<TopicPartition> all, List<Kind> kinds, Map<TopicPartition, Integer> numbers, long identity) {
    ChangePartitions {
        all = List.copyOf(all);
        kinds = List.copyOf(kinds);
        numbers = Map.copyOf(numbers);
    }

    static ChangePartitions of(Topics topics, TopicSet found) {
        var all = new ArrayList<TopicPartition>();
        var kinds = new ArrayList<Kind>();
        var numbers = new HashMap<TopicPartition, Integer>();
        var identity = new StringBuilder();
        for (var kind : Kind.values()) {
            var topic = topics.changes(kind).name();
            int partitions = found.partitions(topic);
            identity.append(found.identity(topic))
                    .append(' ')
                    .append(partitions)
                    .append('\n');
            for (int partition = 0; partition < partitions; partition++) {
                var one = new TopicPartition(topic, partition);
                numbers.put(one, all.size());
                all.add(one);
                kinds.add(kind);
            }
        }
        return new ChangePartitions(all, kinds, numbers, hash(identity.toString()));
    }

    /** @throws IllegalArgumentException if it is none of these */
    int number(TopicPartition partition) {
        var number = numbers.get(partition);
        if (number == null) {
            throw new IllegalArgumentException("no partition of the change topics: " + partition);
        }
        return number;
    }

    /** The position with these offsets. */
    Position position(ToLongFunction<TopicPartition> offset) {
        return Position.of(all.stream().mapToLong(offset).toArray());
    }

    private static long hash(String text) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
