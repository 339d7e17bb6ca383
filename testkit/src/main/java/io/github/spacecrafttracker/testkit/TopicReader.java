package io.github.spacecrafttracker.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads topics from their beginning to their current end. The order of each partition is preserved.
 * Each call reads only the records that were added since the previous call, so that tests can poll
 * often.
 */
public final class TopicReader<K, V> implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Admin admin;
    private final KafkaConsumer<K, V> consumer;
    private final List<TopicPartition> partitions;
    private final List<ConsumerRecord<K, V>> records = new ArrayList<>();

    /** @param settings the settings of the consumer; {@code read_committed} is the default */
    public TopicReader(
            Map<String, Object> settings, Collection<String> topics, Deserializer<K> keys, Deserializer<V> values) {
        admin = Admin.create(settings);
        consumer = new KafkaConsumer<>(withDefaults(settings), keys, values);
        partitions = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Returns a reader of keys and values as bytes. */
    public static TopicReader<byte[], byte[]> ofBytes(Map<String, Object> settings, Collection<String> topics) {
        return new TopicReader<>(settings, topics, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Returns the records of these topics as bytes. */
    public static List<ConsumerRecord<byte[], byte[]>> read(Map<String, Object> settings, Collection<String> topics) {
        return read(settings, topics, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Returns the deserialized records of these topics. */
    public static <K, V> List<ConsumerRecord<K, V>> read(
            Map<String, Object> settings, Collection<String> topics, Deserializer<K> keys, Deserializer<V> values) {
        try (var reader = new TopicReader<>(settings, topics, keys, values)) {
            return reader.records();
        }
    }

    /** Passes each record to a consumer, so that a long log does not have to fit in memory. */
    public static void forEach(
            Map<String, Object> settings, Collection<String> topics, Consumer<ConsumerRecord<byte[], byte[]>> action) {
        try (var reader = ofBytes(settings, topics)) {
            reader.readToEnd(action);
        }
    }

    /** Returns all records up to the current end of the topics. */
    public synchronized List<ConsumerRecord<K, V>> records() {
        readToEnd(records::add);
        return List.copyOf(records);
    }

    private void readToEnd(Consumer<ConsumerRecord<K, V>> action) {
        // A commit is acknowledged before its records become visible.
        Waiting.await("ended transactions are visible")
                .until(() -> transactionsBeingCompleted().isEmpty());
        var ends = consumer.endOffsets(partitions);
        // The position also passes transaction markers, which are not records.
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(action);
        }
    }

    private Collection<TransactionListing> transactionsBeingCompleted() {
        var completing = Set.of(TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT);
        try {
            return admin.listTransactions(new ListTransactionsOptions().filterStates(completing))
                    .all()
                    .get();
        } catch (ExecutionException failure) {
            throw new IllegalStateException("The transactions cannot be listed", failure.getCause());
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while transactions are listed", interrupt);
        }
    }

    @Override
    public synchronized void close() {
        consumer.close();
        admin.close();
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
