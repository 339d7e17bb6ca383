package io.github.spacecrafttracker.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.spacecrafttracker.contract.Contracts;
import io.github.spacecrafttracker.json.Json;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Holds records to the messages that the AsyncAPI document describes, and the document to the records: what it describes must have been there. */
final class DescribedMessages {
    private static final String RESOURCES = "classpath:io/github/spacecrafttracker/";

    private final JsonNode document = Json.MAPPER.readTree(Contracts.asyncApi());
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaIdResolvers(
                    resolvers -> resolvers.mapPrefix("https://spacecrafttracker.github.io/", RESOURCES)));
    private final Set<String> unseen =
            new TreeSet<>(document.at("/components/messages").propertyNames());
    private final String prefix;

    /** @param prefix what the topics' names begin with */
    DescribedMessages(String prefix) {
        this.prefix = prefix;
    }

    /** Takes a record as seen. Empty where it is of exactly one message of its topic; else why it is not. */
    Optional<String> fault(ConsumerRecord<String, byte[]> record) {
        var faults = new TreeSet<String>();
        var fitting = new TreeSet<String>();
        for (var message : channel(record.topic()).required("messages")) {
            var reference = message.required("$ref").stringValue();
            var name = reference.substring(reference.lastIndexOf('/') + 1);
            var wrong = faults(reference, record);
            if (wrong.isEmpty()) {
                fitting.add(name);
            } else {
                faults.add("no " + name + ": " + wrong);
            }
        }
        unseen.removeAll(fitting);
        return fitting.size() == 1
                ? Optional.empty()
                : Optional.of(record.topic() + " " + record.key() + " is " + fitting + " " + faults);
    }

    /** The messages of which there was no record. */
    Set<String> unseen() {
        return unseen;
    }

    private JsonNode channel(String topic) {
        return document.required("channels")
                .valueStream()
                .filter(channel -> channel.required("address")
                        .stringValue()
                        .replace("{prefix}", prefix)
                        .equals(topic))
                .findFirst()
                .orElseThrow(() -> new AssertionError(topic + " is no channel"));
    }

    private String faults(String message, ConsumerRecord<String, byte[]> record) {
        return faults(message + "/headers", headers(record))
                + faults(message + "/bindings/kafka/key", text(record.key()))
                + payloadFaults(message, record.value());
    }

    private String faults(String schema, JsonNode value) {
        return registry.getSchema(SchemaLocation.of(RESOURCES + "asyncapi.json" + schema)).validate(value).stream()
                .map(Error::toString)
                .collect(Collectors.joining(", "));
    }

    /** Headers are text. */
    private static JsonNode headers(ConsumerRecord<String, byte[]> record) {
        var headers = Json.MAPPER.createObjectNode();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return headers;
    }

    private String payloadFaults(String message, byte @Nullable [] value) {
        if (value == null) {
            return faults(message + "/payload", JsonNodeFactory.instance.nullNode());
        }
        if (!document.at(message.substring(1))
                .path("contentType")
                .stringValue("")
                .equals("application/json")) {
            return faults(message + "/payload", text(new String(value, UTF_8)));
        }
        try {
            return faults(message + "/payload", Json.MAPPER.readTree(value));
        } catch (JacksonException e) {
            return "no JSON";
        }
    }

    private static JsonNode text(@Nullable String text) {
        return text == null ? JsonNodeFactory.instance.nullNode() : JsonNodeFactory.instance.stringNode(text);
    }
}
