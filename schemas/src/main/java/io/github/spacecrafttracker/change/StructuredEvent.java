package io.github.spacecrafttracker.change;

import static java.util.Objects.requireNonNull;

import io.cloudevents.CloudEvent;
import io.github.spacecrafttracker.json.Json;
import java.io.ByteArrayOutputStream;
import tools.jackson.databind.JsonNode;

/**
 * A CloudEvent in structured JSON (CloudEvents 1.0, JSON event format), in one line.
 *
 * @param data the event's data
 * @param json the whole event in UTF-8; must not be modified
 */
@SuppressWarnings("ArrayRecordComponent") // Events are never compared.
public record StructuredEvent(JsonNode data, byte[] json) {

    /**
     * Writes an event. Its data must be JSON.
     *
     * @throws RuntimeException if the data cannot be read, or an attribute cannot be written
     */
    public static StructuredEvent of(CloudEvent event) {
        var data = Json.MAPPER.readTree(requireNonNull(event.getData()).toBytes());
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
            // This version writes no extensions; later versions may.
            for (var name : event.getExtensionNames()) {
                json.writeStringProperty(name, String.valueOf(event.getExtension(name)));
            }
            json.writeName("data");
            json.writeTree(data);
            json.writeEndObject();
        }
        return new StructuredEvent(data, bytes.toByteArray());
    }
}
