package io.github.spacecrafttracker.streams.http.openapi;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.spacecrafttracker.contract.Contracts;
import io.github.spacecrafttracker.json.Json;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The OpenAPI document. All its references refer to components, which {@code OpenApiTest} checks.
 */
final class OpenApiDocument {
    private static final String RESOURCE = "classpath:io/github/spacecrafttracker/openapi.json";
    private static final Set<String> METHODS =
            Set.of("get", "head", "options", "post", "put", "patch", "delete", "trace");

    private final JsonNode document = Json.MAPPER.readTree(Contracts.openApi());
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaIdResolvers(resolvers -> resolvers.mapPrefix(
                    "https://spacecrafttracker.github.io/", "classpath:io/github/spacecrafttracker/")));

    /**
     * The responses of an operation.
     *
     * @param name {@code METHOD TEMPLATE}, or the name of the rule for other methods or paths
     */
    record Operation(String name, JsonNode responses) {}

    /** A component that the document refers to. */
    record Component(String reference, JsonNode node) {
        String name() {
            return reference.substring(reference.lastIndexOf('/') + 1);
        }

        String text(String field) {
            return node.required(field).stringValue();
        }

        /** Returns whether a parameter is sent in this location, such as {@code query}. */
        boolean isIn(String place) {
            return text("in").equals(place);
        }

        /** Returns whether a schema forbids undocumented fields. */
        boolean isClosed() {
            return !node.path("additionalProperties").booleanValue(true);
        }
    }

    /** Returns the template of a path. A path without parameters takes precedence. */
    Optional<String> template(String path) {
        return paths().filter(template -> pattern(template).matcher(path).matches())
                .min(Comparator.comparing(template -> template.contains("{")));
    }

    Operation operation(Optional<String> template, String method) {
        return template.map(path -> of(path, method))
                .orElseGet(() -> new Operation("any other path", document.at("/x-any-other-path/responses")));
    }

    List<Component> parameters(String template) {
        return document.path("paths")
                .path(template)
                .path("parameters")
                .valueStream()
                .map(this::component)
                .toList();
    }

    Stream<String> paths() {
        return document.path("paths").propertyNames().stream();
    }

    /** Returns all operations, including the rules for other methods and paths. */
    List<Operation> operations() {
        var listed = paths().flatMap(path -> document.path("paths").path(path).propertyNames().stream()
                .filter(METHODS::contains)
                .map(method -> of(path, method)));
        return Stream.concat(listed, Stream.of(operation(Optional.empty(), ""), anyOtherMethod()))
                .toList();
    }

    /** Returns all components of one kind, such as {@code responses}. */
    List<Component> components(String kind) {
        return document.path("components").path(kind).propertyNames().stream()
                .map(name -> component("#/components/" + kind + "/" + name))
                .toList();
    }

    Component component(JsonNode reference) {
        return component(reference.required("$ref").stringValue());
    }

    /**
     * Returns the violations of the schema at this pointer in the document; empty if the value is
     * valid.
     */
    String violations(String place, JsonNode value) {
        return registry.getSchema(SchemaLocation.of(RESOURCE + place)).validate(value).stream()
                .map(Error::toString)
                .collect(Collectors.joining(", "));
    }

    /**
     * Visits each field of a closed object in a valid value, at any depth.
     *
     * @param fields receives the component that documents the field, and the name of the field
     */
    void closedFields(Component schema, JsonNode value, BiConsumer<Component, String> fields) {
        var node = schema.node();
        node.path("oneOf").forEach(option -> {
            var alternative = component(option);
            if (violations(alternative.reference(), value).isEmpty()) {
                closedFields(alternative, value, fields);
            }
        });
        if (schema.isClosed()) {
            value.forEachEntry((name, inner) -> {
                fields.accept(schema, name);
                var property = node.path("properties").path(name);
                var items = property.path("items");
                if (items.has("$ref")) {
                    inner.forEach(element -> closedFields(component(items), element, fields));
                }
                // A nullable object that is not null.
                var reference = property.path("anyOf").path(0);
                if (reference.has("$ref") && !inner.isNull()) {
                    closedFields(component(reference), inner, fields);
                }
            });
        }
    }

    private Operation of(String template, String method) {
        var operation = document.path("paths").path(template).path(method.toLowerCase(Locale.ROOT));
        return operation.isMissingNode()
                ? anyOtherMethod()
                : new Operation(method.toUpperCase(Locale.ROOT) + " " + template, operation.path("responses"));
    }

    private Operation anyOtherMethod() {
        return new Operation("any other method", document.at("/x-any-other-method/responses"));
    }

    private Component component(String reference) {
        return new Component(reference, document.at(reference.substring(1)));
    }

    private static Pattern pattern(String template) {
        return Pattern.compile(
                Stream.of(template.split("\\{[^}]*}", -1)).map(Pattern::quote).collect(Collectors.joining("[^/]+")));
    }
}
