package io.github.spacecrafttracker.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads topics from their beginning to their current end. The order of each partition is kept. */
public final class TopicReader {
    private static final Duration POLL = Duration.ofMillis(100);

    private TopicReader() {}

    /**
     * Returns the records of these topics as bytes.
     *
     * @param settings the settings of the consumer; {@code read_committed} is the default
     */
    public static List<ConsumerRecord<byte[], byte[]>> read(Map<String, Object> settings, Collection<String> topics) {
        return read(settings, topics, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Returns the deserialized records of these topics. */
    public static <K, V> List<ConsumerRecord<K, V>> read(
            Map<String, Object> settings, Collection<String> topics, Deserializer<K> keys, Deserializer<V> values) {
        var records = new ArrayList<ConsumerRecord<K, V>>();
        forEach(settings, topics, keys, values, records::add);
        return records;
    }

    /** Hands each record to a reader, so that a long log does not have to fit in memory. */
    public static void forEach(
            Map<String, Object> settings, Collection<String> topics, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        forEach(settings, topics, new ByteArrayDeserializer(), new ByteArrayDeserializer(), reader);
    }

    private static <K, V> void forEach(
            Map<String, Object> settings,
            Collection<String> topics,
            Deserializer<K> keys,
            Deserializer<V> values,
            Consumer<ConsumerRecord<K, V>> reader) {
        try (var consumer = new KafkaConsumer<>(withDefaults(settings), keys, values)) {
            read(consumer, topics, reader);
        }
    }

    private static <K, V> void read(
            KafkaConsumer<K, V> consumer, Collection<String> topics, Consumer<ConsumerRecord<K, V>> reader) {
        var partitions = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        var ends = consumer.endOffsets(partitions);
        // The position also passes transaction markers, which are not records.
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(reader);
        }
    }

    private static Map<String, Object> withDefaults(Map<String, Object> settings) {
        var all = new HashMap<String, Object>();
        all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // Otherwise, each fetch at the end of a topic would wait for more records.
        all.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20);
        all.putAll(settings);
        return all;
    }
}
