package io.github.spacecrafttracker.streams.changelog;

import io.cloudevents.CloudEvent;
import io.github.spacecrafttracker.change.ChangeType;
import io.github.spacecrafttracker.change.StructuredEvent;
import io.github.spacecrafttracker.topic.Topic;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads records of the change topics, which are CloudEvents in Kafka's binary mode. Not
 * thread-safe.
 *
 * <p>Skips foreign records. Logs a warning for each of the first ones, and then whenever their
 * number has grown tenfold, because they are read again at every start and there may be millions.
 */
final class ChangeRecordReader {
    private static final Logger logger = LoggerFactory.getLogger(ChangeRecordReader.class);
    private static final int SINGLE_WARNINGS = 20;

    private final ChangePartitions partitions;
    private final Topic<String, CloudEvent> topic;
    private long foreignRecords;
    private long nextWarning = 100;

    /** @param topic any of the change topics, which all have the same format */
    ChangeRecordReader(ChangePartitions partitions, Topic<String, CloudEvent> topic) {
        this.partitions = partitions;
        this.topic = topic;
    }

    /**
     * @return empty if the record is not a change event of one spacecraft, which means that another
     *     producer wrote it
     */
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
            // The SDK throws various exceptions for unexpected headers, and no foreign record may
            // stop the reader.
            logger.debug("A record is not a change event: {}", e.toString());
        }
        warnAboutForeign(written);
        return Optional.empty();
    }

    private void warnAboutForeign(ConsumerRecord<byte[], byte[]> foreign) {
        foreignRecords++;
        if (foreignRecords <= SINGLE_WARNINGS) {
            logger.warn(
                    "{}, partition {}, offset {} is not a change event and is skipped. Check which other producer writes to this topic.",
                    foreign.topic(),
                    foreign.partition(),
                    foreign.offset());
        } else if (foreignRecords == nextWarning) {
            nextWarning *= 10;
            logger.warn(
                    "{} records that are not change events have been skipped; the last one is {}, partition {}, offset {}. Check which other producer writes to this topic.",
                    foreignRecords,
                    foreign.topic(),
                    foreign.partition(),
                    foreign.offset());
        }
    }

    // A line break in the type would corrupt a stream of server-sent events.
    private static boolean isChange(@Nullable CloudEvent event) {
        return event != null
                && event.getSubject() != null
                && event.getData() != null
                && event.getType().chars().noneMatch(Character::isISOControl);
    }
}
