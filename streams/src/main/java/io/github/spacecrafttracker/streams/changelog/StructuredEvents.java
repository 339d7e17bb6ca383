package io.github.spacecrafttracker.streams.changelog;

import io.cloudevents.CloudEvent;
import io.github.spacecrafttracker.change.ChangeType;
import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.topic.Topic;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * Reads records of the change topics, CloudEvents in Kafka's binary mode, and writes them in structured JSON
 * (CloudEvents 1.0, JSON event format). For one thread at a time.
 */
final class StructuredEvents {
    private static final Logger logger = LoggerFactory.getLogger(StructuredEvents.class);

    private final ChangePartitions partitions;
    private final Topic<String, CloudEvent> topic;
    private final Consumer<ConsumerRecord<byte[], byte[]>> foreign;

    /**
     * @param topic any of the change topics, which are all read in the same way
     * @param foreign called with each record that is not a change event
     */
    StructuredEvents(
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
            var data = data(event);
            if (isChange(event) && data.path("observation").isIntegralNumber()) {
                return Optional.of(new ChangeRecord(
                        partition,
                        written.offset(),
                        Instant.ofEpochMilli(written.timestamp()),
                        partitions.kinds().get(partition),
                        ChangeType.of(event.getType()).map(ChangeType::ceType).orElse(event.getType()),
                        event.getSubject(),
                        data.path("observation").longValue(),
                        structured(event, data)));
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

    private static byte[] structured(CloudEvent event, JsonNode data) {
        var bytes = new ByteArrayOutputStream();
        try (var json = Json.MAPPER.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringProperty("specversion", event.getSpecVersion().toString());
            json.writeStringProperty("id", event.getId());
            json.writeStringProperty("source", event.getSource().toString());
            json.writeStringProperty("type", event.getType());
            json.writeStringProperty("subject", event.getSubject());
            if (event.getTime() != null) {
                json.writeStringProperty("time", Json.time(event.getTime().toInstant()));
            }
            if (event.getDataSchema() != null) {
                json.writeStringProperty("dataschema", event.getDataSchema().toString());
            }
            json.writeStringProperty("datacontenttype", "application/json");
            extensions(event, json);
            json.writeName("data");
            json.writeTree(data);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** This version writes none; later versions may. */
    private static void extensions(CloudEvent event, JsonGenerator json) {
        for (var name : event.getExtensionNames()) {
            json.writeStringProperty(name, String.valueOf(event.getExtension(name)));
        }
    }

    private static JsonNode data(@Nullable CloudEvent event) {
        var data = event == null ? null : event.getData();
        return Json.MAPPER.readTree(data == null ? new byte[0] : data.toBytes());
    }
}
