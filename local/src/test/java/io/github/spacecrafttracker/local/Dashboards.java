package io.github.spacecrafttracker.local;

import io.github.spacecrafttracker.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What the dashboards of {@code ops/grafana} ask of Prometheus. */
final class Dashboards {
    private Dashboards() {}

    /** Of all panels and annotations. */
    static List<Expression> expressions() throws IOException {
        var expressions = new ArrayList<Expression>();
        try (var files = Files.list(Repository.file("ops/grafana/dashboards"))) {
            for (var file : files.sorted().toList()) {
                var dashboard = Json.MAPPER.readTree(Files.readString(file));
                collect(dashboard, dashboard.path("title").asString(), expressions);
            }
        }
        return expressions;
    }

    private static void collect(JsonNode node, String where, List<Expression> found) {
        var here = node.path("title").isString()
                ? where + ": " + node.path("title").asString()
                : where;
        if (node.path("expr").isString()) {
            found.add(new Expression(here, node.path("expr").asString()));
        }
        node.forEach(child -> collect(child, here, found));
    }
}
