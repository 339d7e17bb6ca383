package io.github.spacecrafttracker.local;

import io.github.spacecrafttracker.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A dashboard of {@code ops/grafana/dashboards}. */
record Dashboard(String file, JsonNode content) {

    static List<Dashboard> all() throws IOException {
        try (var files = Files.list(Repository.file("ops/grafana/dashboards"))) {
            return files.sorted().map(Dashboard::read).toList();
        }
    }

    /** Returns all elements with a position: panels and rows. */
    List<JsonNode> elements() {
        return content.path("panels").valueStream().toList();
    }

    /** Returns the panels, which are the elements with data. */
    List<JsonNode> panels() {
        return elements().stream()
                .filter(element -> !element.path("type").asString().equals("row"))
                .toList();
    }

    /** Returns the queries of panels and annotations. */
    List<Expression> queries() {
        return content.findValues("expr").stream()
                .map(JsonNode::asString)
                .map(query -> new Expression(file, query))
                .toList();
    }

    List<JsonNode> variables() {
        return content.at("/templating/list").valueStream().toList();
    }

    /** Returns the data sources of panels, annotations and variables. */
    Stream<JsonNode> dataSources() {
        return content.findValues("datasource").stream();
    }

    @Override
    public String toString() {
        return file;
    }

    private static Dashboard read(Path file) {
        try {
            return new Dashboard(file.getFileName().toString(), Json.MAPPER.readTree(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
