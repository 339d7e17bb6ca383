package io.github.spacecrafttracker.streams.http.openapi;

import io.github.spacecrafttracker.streams.http.openapi.OpenApiDocument.Component;
import io.github.spacecrafttracker.streams.http.openapi.OpenApiDocument.Operation;
import java.util.Set;
import java.util.TreeSet;

/**
 * The documented statuses, parameters, headers, media types and fields of closed objects that no
 * reply has covered yet.
 */
final class Coverage {
    private final Set<String> uncovered = new TreeSet<>();

    Coverage(OpenApiDocument document) {
        for (var operation : document.operations()) {
            operation.responses().propertyNames().forEach(status -> uncovered.add(line(operation, status)));
        }
        document.paths().forEach(path -> document.parameters(path).stream()
                .filter(parameter -> !parameter.isIn("path"))
                .forEach(parameter -> uncovered.add(line(path, parameter))));
        for (var response : document.components("responses")) {
            response.node().path("headers").propertyNames().forEach(name -> uncovered.add(header(response, name)));
            response.node().path("content").propertyNames().forEach(type -> uncovered.add(body(response, type)));
        }
        for (var schema : document.components("schemas")) {
            if (schema.isClosed()) {
                schema.node().path("properties").propertyNames().forEach(name -> uncovered.add(field(schema, name)));
            }
        }
    }

    void sawStatus(Operation operation, String status) {
        uncovered.remove(line(operation, status));
    }

    void sawParameter(String path, Component parameter) {
        uncovered.remove(line(path, parameter));
    }

    void sawHeader(Component response, String name) {
        uncovered.remove(header(response, name));
    }

    void sawBody(Component response, String mediaType) {
        uncovered.remove(body(response, mediaType));
    }

    void sawField(Component schema, String name) {
        uncovered.remove(field(schema, name));
    }

    Set<String> uncovered() {
        return new TreeSet<>(uncovered);
    }

    private static String line(Operation operation, String status) {
        return operation.name() + " " + status;
    }

    private static String line(String path, Component parameter) {
        return path + " parameter " + parameter.text("name");
    }

    private static String header(Component response, String name) {
        return "response " + response.name() + " header " + name;
    }

    private static String body(Component response, String mediaType) {
        return "response " + response.name() + " body " + mediaType;
    }

    private static String field(Component schema, String name) {
        return "schema " + schema.name() + " field " + name;
    }
}
