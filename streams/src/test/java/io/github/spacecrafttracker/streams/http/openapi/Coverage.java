package io.github.spacecrafttracker.streams.http.openapi;

import io.github.spacecrafttracker.streams.http.openapi.Description.Component;
import io.github.spacecrafttracker.streams.http.openapi.Description.Operation;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is described, and what of it was served: statuses, parameters, headers, media types, and
 * fields of closed objects, a line for each.
 */
final class Coverage {
    private final Set<String> unseen = new TreeSet<>();

    Coverage(Description description) {
        for (var operation : description.operations()) {
            operation.responses().propertyNames().forEach(status -> unseen.add(line(operation, status)));
        }
        description.paths().forEach(path -> description.parameters(path).stream()
                .filter(parameter -> !parameter.isIn("path"))
                .forEach(parameter -> unseen.add(line(path, parameter))));
        for (var response : description.components("responses")) {
            response.node().path("headers").propertyNames().forEach(name -> unseen.add(header(response, name)));
            response.node().path("content").propertyNames().forEach(type -> unseen.add(body(response, type)));
        }
        for (var schema : description.components("schemas")) {
            if (schema.isClosed()) {
                schema.node().path("properties").propertyNames().forEach(name -> unseen.add(field(schema, name)));
            }
        }
    }

    void sawStatus(Operation operation, String status) {
        unseen.remove(line(operation, status));
    }

    void sawParameter(String path, Component parameter) {
        unseen.remove(line(path, parameter));
    }

    void sawHeader(Component response, String name) {
        unseen.remove(header(response, name));
    }

    void sawBody(Component response, String mediaType) {
        unseen.remove(body(response, mediaType));
    }

    void sawField(Component schema, String name) {
        unseen.remove(field(schema, name));
    }

    Set<String> unseen() {
        return new TreeSet<>(unseen);
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
