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

    /** What takes up a place, rows too. */
    List<JsonNode> places() {
        return content.path("panels").valueStream().toList();
    }

    /** What shows data. */
    List<JsonNode> panels() {
        return places().stream()
                .filter(place -> !place.path("type").asString().equals("row"))
                .toList();
    }

    /** What is asked of the data source, for panels and for annotations. */
    List<PromQl> queries() {
        return content.findValues("expr").stream()
                .map(JsonNode::asString)
                .map(PromQl::new)
                .toList();
    }

    List<JsonNode> variables() {
        return content.at("/templating/list").valueStream().toList();
    }

    /** The data sources of panels, annotations and variables. */
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
