package io.github.spacecrafttracker.streams.changes;

import io.cloudevents.CloudEvent;
import io.github.spacecrafttracker.topic.Json;
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

/** Reads records of the change topics, CloudEvents in Kafka's binary mode, and writes them in structured JSON (CloudEvents 1.0, JSON event format). For any number of threads. */
final class StructuredEvents {
    private static final Logger LOG = LoggerFactory.getLogger(StructuredEvents.class);

    private final ChangePartitions partitions;
    private final Topic<String, CloudEvent> topic;
    private final Consumer<ConsumerRecord<byte[], byte[]>> passedOver;

    /**
     * @param topic any of the change topics: all are read in the same way
     * @param passedOver told of each record that is no change event
     */
    StructuredEvents(
            ChangePartitions partitions,
            Topic<String, CloudEvent> topic,
            Consumer<ConsumerRecord<byte[], byte[]>> passedOver) {
        this.partitions = partitions;
        this.topic = topic;
        this.passedOver = passedOver;
    }

    /** @return empty where the record is no change event of one spacecraft: only a stranger writes such ones, and no reader is told */
    Optional<ChangeRecord> read(int partition, ConsumerRecord<byte[], byte[]> written) {
        try {
            var event = topic.value().deserializer().deserialize(written.topic(), written.headers(), written.value());
            if (isChange(event)) {
                return Optional.of(new ChangeRecord(
                        partition,
                        written.offset(),
                        Instant.ofEpochMilli(written.timestamp()),
                        partitions.kinds().get(partition),
                        event.getType(),
                        event.getSubject(),
                        structured(event)));
            }
        } catch (RuntimeException e) {
            // Of any kind: the SDK does not foresee all that can stand in headers, and no stranger may end the reading
            // of the log.
            LOG.debug("no change event: {}", e.toString());
        }
        passedOver.accept(written);
        return Optional.empty();
    }

    /** A type with a line break would end the line in which a stream tells it. */
    private static boolean isChange(@Nullable CloudEvent event) {
        return event != null
                && event.getSubject() != null
                && event.getData() != null
                && event.getType().chars().noneMatch(Character::isISOControl);
    }

    private static byte[] structured(CloudEvent event) {
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
            json.writeTree(data(event));
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** Ours have none; later versions may. */
    private static void extensions(CloudEvent event, JsonGenerator json) {
        for (var name : event.getExtensionNames()) {
            json.writeStringProperty(name, String.valueOf(event.getExtension(name)));
        }
    }

    private static JsonNode data(CloudEvent event) {
        var data = event.getData();
        return Json.MAPPER.readTree(data == null ? new byte[0] : data.toBytes());
    }
}
