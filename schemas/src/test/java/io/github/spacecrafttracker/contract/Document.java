package io.github.spacecrafttracker.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** An OpenAPI or AsyncAPI document, with references to its components and to the JSON Schemas. */
record Document(JsonNode json) {

    static Document of(byte[] bytes) {
        return new Document(Json.MAPPER.readTree(bytes));
    }

    JsonNode at(String pointer) {
        return json.at(pointer);
    }

    /** Returns all references, such as {@code #/components/schemas/Index}. */
    Set<String> references() {
        return references(json);
    }

    void assertReferencesResolve() {
        var schemas =
                Contracts.jsonSchemas().stream().map(Contracts.JsonSchema::path).collect(Collectors.toSet());
        assertThat(references()).isNotEmpty().allSatisfy(reference -> assertThat(
                        reference.startsWith("#")
                                ? json.at(reference.substring(1)).isObject()
                                : schemas.contains(reference))
                .as(reference)
                .isTrue());
    }

    void assertComponentsAreReferenced(String kind) {
        assertThat(references())
                .containsAll(json.path("components").path(kind).propertyNames().stream()
                        .map(name -> "#/components/" + kind + "/" + name)
                        .toList());
    }

    static String resource(String path) {
        try (var resource = requireNonNull(Document.class.getResourceAsStream(path), path)) {
            return new String(resource.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> references(JsonNode node) {
        var references = new TreeSet<String>();
        if (node.path("$ref").isString()) {
            references.add(node.path("$ref").stringValue());
        }
        node.forEach(child -> references.addAll(references(child)));
        return references;
    }
}
