package io.github.spacecrafttracker.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spacecrafttracker.testkit.TopicReader;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What a {@code read_committed} reader finds in topics, from their beginning to their end. */
final class CommittedLog {
    private CommittedLog() {}

    /** The order of each partition is kept. */
    static List<ConsumerRecord<String, byte[]>> read(String bootstrapServers, List<String> topics) {
        return TopicReader.read(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                topics,
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Returns the value of a header; empty if the record does not have it. */
    static String header(ConsumerRecord<String, byte[]> each, String name) {
        return Stream.of(each.headers().lastHeader(name))
                .filter(header -> header != null)
                .map(header -> new String(header.value(), UTF_8))
                .findFirst()
                .orElse("");
    }
}
