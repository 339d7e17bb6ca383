package io.github.spacecrafttracker.local;

import io.github.spacecrafttracker.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;

/** {@code docker-compose.yml}, with anchors resolved and variables replaced by their defaults. */
record ComposeFile(JsonNode content) {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z0-9_]+):-([^}]*)}");

    static ComposeFile read() throws IOException {
        var text = Files.readString(Repository.file("docker-compose.yml"));
        Object content = new Yaml(new SafeConstructor(new LoaderOptions())).load(withDefaults(text));
        return new ComposeFile(Json.MAPPER.valueToTree(content));
    }

    Map<String, JsonNode> services() {
        var services = new TreeMap<String, JsonNode>();
        content.path("services").forEachEntry(services::put);
        return services;
    }

    /** Returns a service; an empty object if it does not exist. */
    JsonNode service(String name) {
        return services().getOrDefault(name, Json.MAPPER.createObjectNode());
    }

    /** Returns the environment of a service, including the files that it requires. */
    static Map<String, String> environment(JsonNode service) throws IOException {
        var environment = new TreeMap<String, String>();
        for (var file : service.path("env_file")) {
            if (file.path("required").asBoolean(true)) {
                environment.putAll(envFile(file.path("path").asString()));
            }
        }
        service.path("environment").forEachEntry((name, value) -> environment.put(name, value.asString()));
        return environment;
    }

    /** Returns the variables of a file, without the quotes around values. */
    static Map<String, String> envFile(String path) throws IOException {
        var environment = new TreeMap<String, String>();
        for (var line : Files.readAllLines(Repository.file(path))) {
            int equals = line.indexOf('=');
            if (!line.startsWith("#") && equals > 0) {
                environment.put(
                        line.substring(0, equals), line.substring(equals + 1).replaceAll("^'|'$", ""));
            }
        }
        return environment;
    }

    static List<String> strings(JsonNode list) {
        var strings = new ArrayList<String>();
        list.forEach(element -> strings.add(element.asString()));
        return strings;
    }

    private static String withDefaults(String text) {
        return VARIABLE.matcher(text).replaceAll(variable -> variable.group(2).replace("$", "\\$"));
    }
}
