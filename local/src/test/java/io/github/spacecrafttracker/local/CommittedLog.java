package io.github.spacecrafttracker.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spacecrafttracker.testkit.TopicReader;
import io.github.spacecrafttracker.topic.Topic;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The records that a {@code read_committed} consumer reads from topics. */
final class CommittedLog {
    private CommittedLog() {}

    static TopicReader<String, byte[]> open(String bootstrapServers, List<? extends Topic<?, ?>> topics) {
        return new TopicReader<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                topics.stream().map(Topic::name).toList(),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Returns all records of a topic, in the order of each partition. */
    static List<ConsumerRecord<String, byte[]>> read(String bootstrapServers, Topic<?, ?> topic) {
        try (var reader = open(bootstrapServers, List.of(topic))) {
            return reader.records();
        }
    }

    /** Returns the value of a header; empty if the record does not have it. */
    static String header(ConsumerRecord<String, byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }
}
