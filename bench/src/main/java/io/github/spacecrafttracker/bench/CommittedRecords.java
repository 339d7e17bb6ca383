package io.github.spacecrafttracker.bench;

import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The committed records of some topics, from their beginning to their end. */
final class CommittedRecords {
    private CommittedRecords() {}

    /** Reads all of them, in order per partition. Returns how many there are. */
    static long read(KafkaSettings kafka, Stream<String> topics, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        var count = 0L;
        try (var consumer =
                new KafkaConsumer<>(kafka.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = topics.flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (var record : consumer.poll(Duration.ofSeconds(1))) {
                    reader.accept(record);
                    count++;
                }
            }
        }
        return count;
    }
}
