package io.github.spacecrafttracker.streams.changelog;

import io.cloudevents.CloudEvent;
import io.github.spacecrafttracker.change.ChangeType;
import io.github.spacecrafttracker.change.StructuredEvent;
import io.github.spacecrafttracker.topic.Topic;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads records of the change topics, which are CloudEvents in Kafka's binary mode. For one thread at a time. */
final class ChangeRecordReader {
    private static final Logger logger = LoggerFactory.getLogger(ChangeRecordReader.class);

    private final ChangePartitions partitions;
    private final Topic<String, CloudEvent> topic;
    private final Consumer<ConsumerRecord<byte[], byte[]>> foreign;

    /**
     * @param topic any of the change topics, which are all read in the same way
     * @param foreign called with each record that is not a change event
     */
    ChangeRecordReader(
            ChangePartitions partitions,
            Topic<String, CloudEvent> topic,
            Consumer<ConsumerRecord<byte[], byte[]>> foreign) {
        this.partitions = partitions;
        this.topic = topic;
        this.foreign = foreign;
    }

    /** @return empty if the record is not a change event of one spacecraft: only a foreign producer writes such records */
    Optional<ChangeRecord> read(int partition, ConsumerRecord<byte[], byte[]> written) {
        try {
            var event = topic.value().deserializer().deserialize(written.topic(), written.headers(), written.value());
            var structured = isChange(event) ? StructuredEvent.of(event) : null;
            if (structured != null && structured.data().path("observation").isIntegralNumber()) {
                return Optional.of(new ChangeRecord(
                        partition,
                        written.offset(),
                        Instant.ofEpochMilli(written.timestamp()),
                        partitions.kinds().get(partition),
                        ChangeType.of(event.getType()).map(ChangeType::ceType).orElse(event.getType()),
                        event.getSubject(),
                        structured.data().path("observation").longValue(),
                        structured.json()));
            }
        } catch (RuntimeException e) {
            // The SDK does not foresee everything that headers may contain, and no foreign record may end the reading.
            logger.debug("not a change event: {}", e.toString());
        }
        foreign.accept(written);
        return Optional.empty();
    }

    /** A type with a line break would end the line that has it in a stream. */
    private static boolean isChange(@Nullable CloudEvent event) {
        return event != null
                && event.getSubject() != null
                && event.getData() != null
                && event.getType().chars().noneMatch(Character::isISOControl);
    }
}
