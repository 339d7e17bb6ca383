package io.github.spacecrafttracker.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.topic.Topic;
import io.github.spacecrafttracker.topic.Topics;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The events that a {@code read_committed} consumer has read, by {@code ce_id}. */
final class CommittedEvents implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Set<String> ids = new HashSet<>();

    /** Starts at the beginning of the topics. */
    CommittedEvents(KafkaSettings kafka) {
        consumer = new KafkaConsumer<>(kafka.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var partitions = Topics.withPrefix(kafka.topicPrefix()).changes().stream()
                .map(Topic::name)
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads until there are this many events, and fails if there are more. */
    void await(long count, StreamsProcess writer) {
        while (ids.size() < count) {
            writer.requireAlive();
            poll();
        }
        if (ids.size() > count) {
            throw new IllegalStateException("There are " + ids.size() + " events instead of " + count);
        }
    }

    private void poll() {
        for (var record : consumer.poll(Duration.ofMillis(10))) {
            var id = new String(record.headers().lastHeader("ce_id").value(), UTF_8);
            if (!ids.add(id)) {
                throw new IllegalStateException("Event " + id + " was written twice");
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
