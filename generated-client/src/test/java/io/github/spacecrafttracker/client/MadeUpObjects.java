package io.github.spacecrafttracker.client;

import io.github.spacecrafttracker.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Creates objects from Launch Library 2's OpenAPI description, because no complete detailed object
 * has been recorded. Every field has a value.
 */
final class MadeUpObjects {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final JsonNode schemas = description().at("/components/schemas");

    /**
     * Returns the detailed form of a recorded spacecraft, with its recorded values and one flight.
     */
    ObjectNode detailed(ObjectNode normal) {
        var detailed = (ObjectNode) of("SpacecraftEndpointDetailed");
        overlay(detailed, normal);
        overlay((ObjectNode) detailed.at("/flights/0/spacecraft"), normal);
        detailed.put("response_mode", "detailed");
        ((ObjectNode) detailed.required("spacecraft_config")).put("response_mode", "detailed");
        ((ObjectNode) detailed.at("/spacecraft_config/agency")).put("response_mode", "normal");
        return detailed;
    }

    private static void overlay(ObjectNode base, ObjectNode values) {
        values.forEachEntry((name, value) -> {
            if (value instanceof ObjectNode inner && base.path(name) instanceof ObjectNode baseInner) {
                overlay(baseInner, inner);
            } else if (!name.equals("family")) {
                base.set(name, value.deepCopy());
            }
        });
    }

    /** Returns an object of a schema. */
    JsonNode of(String schema) {
        return value(schema, schemas.required(schema));
    }

    private JsonNode value(String name, JsonNode schema) {
        if (schema.has("$ref")) {
            return of(schema.required("$ref").stringValue().replaceAll(".*/", ""));
        }
        if (schema.has("allOf")) {
            return value(name, schema.at("/allOf/0"));
        }
        if (schema.has("default")) {
            return schema.path("default");
        }
        return switch (schema.path("type").stringValue("object")) {
            case "boolean" -> JSON.booleanNode(true);
            case "integer" -> JSON.numberNode(7);
            case "number" -> JSON.numberNode(1.5);
            case "string" -> JSON.stringNode(text(name, schema));
            case "array" -> JSON.arrayNode().add(value(name, schema.required("items")));
            default -> object(schema);
        };
    }

    private ObjectNode object(JsonNode schema) {
        var object = JSON.objectNode();
        schema.path("properties").forEachEntry((name, property) -> object.set(name, value(name, property)));
        return object;
    }

    private static String text(String name, JsonNode schema) {
        return switch (schema.path("format").stringValue("")) {
            case "uri" -> "https://ll.thespacedevs.com/2.3.0/" + name + "/7/";
            case "date-time" -> "2022-10-14T20:55:03Z";
            case "date" -> "2022-10-14";
            case "uuid" -> "00000000-0000-4000-8000-000000000007";
            default ->
                name.substring(
                        0, Math.min(name.length(), schema.path("maxLength").intValue(255)));
        };
    }

    private static JsonNode description() {
        try (var resource = MadeUpObjects.class.getResourceAsStream("/ll2/openapi-2.3.0-spacecraft.json")) {
            return Json.MAPPER.readTree(Objects.requireNonNull(resource));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
