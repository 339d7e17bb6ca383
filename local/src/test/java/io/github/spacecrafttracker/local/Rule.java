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

/** An alerting or recording rule of {@code ops/prometheus/rules}. */
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

    boolean isAlert() {
        return content.has("alert");
    }

    String name() {
        return content.path(isAlert() ? "alert" : "record").asString();
    }

    /** Returns the value; empty if the rule does not have it. */
    String label(String name) {
        return content.path("labels").path(name).asString("");
    }

    /** Returns the value; empty if the rule does not have it. */
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
