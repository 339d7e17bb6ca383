package io.github.spacecrafttracker.local;

import io.github.spacecrafttracker.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;

/** A rule of {@code ops/prometheus/rules}, one that alerts or one that records. */
record Rule(JsonNode content) {

    static List<Rule> all() throws IOException {
        var rules = new ArrayList<Rule>();
        try (var files = Files.list(Repository.file("ops/prometheus/rules"))) {
            for (var file : files.sorted().toList()) {
                Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
                for (var group : Json.MAPPER.<JsonNode>valueToTree(yaml).path("groups")) {
                    group.path("rules").forEach(rule -> rules.add(new Rule(rule)));
                }
            }
        }
        return rules;
    }

    boolean alerts() {
        return content.has("alert");
    }

    String name() {
        return content.path(alerts() ? "alert" : "record").asString();
    }

    /** Empty where it has none of this name. */
    String label(String name) {
        return content.path("labels").path(name).asString("");
    }

    /** Empty where it has none of this name. */
    String annotation(String name) {
        return content.path("annotations").path(name).asString("");
    }

    Expression expression() {
        return new Expression(name(), content.path("expr").asString());
    }

    @Override
    public String toString() {
        return name() + " " + label("severity");
    }
}
