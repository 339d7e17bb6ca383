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

/** The messages in the AsyncAPI document, with a record of those that have been written. */
final class DescribedMessages {
    private static final String RESOURCES = "classpath:io/github/spacecrafttracker/";

    private final JsonNode document = Json.MAPPER.readTree(Contracts.asyncApi());
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaIdResolvers(
                    resolvers -> resolvers.mapPrefix("https://spacecrafttracker.github.io/", RESOURCES)));
    private final Set<String> notWritten =
            new TreeSet<>(document.at("/components/messages").propertyNames());
    private final String prefix;

    /** @param prefix the prefix of the topics' names */
    DescribedMessages(String prefix) {
        this.prefix = prefix;
    }

    /**
     * Returns an error if a record does not match exactly one message of its topic; empty if it
     * does. A matching message counts as written.
     */
    Optional<String> mismatch(ConsumerRecord<String, byte[]> record) {
        var errors = new TreeSet<String>();
        var matching = new TreeSet<String>();
        for (var message : channel(record.topic()).required("messages")) {
            var reference = message.required("$ref").stringValue();
            var name = reference.substring(reference.lastIndexOf('/') + 1);
            var errorsOfMessage = errors(reference, record);
            if (errorsOfMessage.isEmpty()) {
                matching.add(name);
            } else {
                errors.add("not " + name + ": " + errorsOfMessage);
            }
        }
        notWritten.removeAll(matching);
        return matching.size() == 1
                ? Optional.empty()
                : Optional.of(record.topic() + " " + record.key() + " matches " + matching + " " + errors);
    }

    /** Returns the messages that no record has matched. */
    Set<String> notWritten() {
        return notWritten;
    }

    private JsonNode channel(String topic) {
        return document.required("channels")
                .valueStream()
                .filter(channel -> channel.required("address")
                        .stringValue()
                        .replace("{prefix}", prefix)
                        .equals(topic))
                .findFirst()
                .orElseThrow(() -> new AssertionError(topic + " is not a channel of the document"));
    }

    private String errors(String message, ConsumerRecord<String, byte[]> record) {
        return errors(message + "/headers", headers(record))
                + errors(message + "/bindings/kafka/key", text(record.key()))
                + payloadErrors(message, record.value());
    }

    private String errors(String schema, JsonNode value) {
        return registry.getSchema(SchemaLocation.of(RESOURCES + "asyncapi.json" + schema)).validate(value).stream()
                .map(Error::toString)
                .collect(Collectors.joining(", "));
    }

    private static JsonNode headers(ConsumerRecord<String, byte[]> record) {
        var headers = Json.MAPPER.createObjectNode();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return headers;
    }

    private String payloadErrors(String message, byte @Nullable [] value) {
        if (value == null) {
            return errors(message + "/payload", JsonNodeFactory.instance.nullNode());
        }
        if (!document.at(message.substring(1))
                .path("contentType")
                .stringValue("")
                .equals("application/json")) {
            return errors(message + "/payload", text(new String(value, UTF_8)));
        }
        try {
            return errors(message + "/payload", Json.MAPPER.readTree(value));
        } catch (JacksonException e) {
            return "not JSON";
        }
    }

    private static JsonNode text(@Nullable String text) {
        return text == null ? JsonNodeFactory.instance.nullNode() : JsonNodeFactory.instance.stringNode(text);
    }
}
