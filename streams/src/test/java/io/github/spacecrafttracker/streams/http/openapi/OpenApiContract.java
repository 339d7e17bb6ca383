package io.github.spacecrafttracker.streams.http.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.streams.http.openapi.OpenApiDocument.Component;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Compares exchanges with the OpenAPI document in both directions: everything that is served must
 * be documented, and everything that is documented must be served at least once. Not thread-safe.
 */
public final class OpenApiContract {
    /** Headers that HTTP itself requires. */
    private static final Set<String> OF_HTTP =
            Set.of("connection", "content-encoding", "content-length", "content-type", "date", "transfer-encoding");

    private final OpenApiDocument document = new OpenApiDocument();
    private final Coverage coverage = new Coverage(document);
    private final Set<String> ignored;

    /**
     * @param ignored undocumented query parameters that are sent to show that they have no effect
     */
    public OpenApiContract(Set<String> ignored) {
        this.ignored = Set.copyOf(ignored);
    }

    /** Fails if the exchange violates the document. */
    public void require(Exchange exchange) {
        assertThat(violations(exchange)).as("%s", exchange).isEmpty();
    }

    /** Returns the violations of an exchange. Its valid parts count as covered. */
    public List<String> violations(Exchange exchange) {
        var violations = new ArrayList<String>();
        var template = document.template(exchange.path());
        template.ifPresent(path -> checkParameters(path, exchange, violations));
        var operation = document.operation(template, exchange.method());
        var status = Integer.toString(exchange.status());
        var place = operation.name() + " " + status + ": ";
        var reference = operation.responses().path(status);
        if (reference.isMissingNode()) {
            violations.add(place + "undocumented status");
        } else {
            coverage.sawStatus(operation, status);
            var response = document.component(reference);
            checkHeaders(place, response, exchange, violations);
            checkBody(place, response, exchange, violations);
        }
        return violations;
    }

    /** Returns the documented parts that have not been served yet. */
    public Set<String> uncovered() {
        return coverage.uncovered();
    }

    private void checkParameters(String path, Exchange exchange, List<String> violations) {
        var unknown = new TreeSet<>(exchange.parameters());
        unknown.removeAll(ignored);
        for (var parameter : document.parameters(path)) {
            var name = parameter.text("name");
            var isSent = parameter.isIn("query")
                    ? exchange.parameters().contains(name)
                    : exchange.sent().firstValue(name).isPresent();
            if (isSent) {
                coverage.sawParameter(path, parameter);
            }
            unknown.remove(name);
        }
        unknown.forEach(name -> violations.add(path + ": undocumented parameter " + name));
    }

    private void checkHeaders(String place, Component response, Exchange exchange, List<String> violations) {
        var undocumented = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        undocumented.addAll(exchange.headers().map().keySet());
        undocumented.removeIf(name -> OF_HTTP.contains(name.toLowerCase(Locale.ROOT)));
        response.node().path("headers").forEachEntry((name, reference) -> {
            var header = document.component(reference);
            if (undocumented.remove(name)) {
                coverage.sawHeader(response, name);
                var wrong = document.violations(header.reference() + "/schema", value(header, name, exchange));
                if (!wrong.isEmpty()) {
                    violations.add(place + "header " + name + ": " + wrong);
                }
            } else if (header.node().path("required").booleanValue(false)) {
                violations.add(place + "no header " + name);
            }
        });
        undocumented.forEach(name -> violations.add(place + "undocumented header " + name));
    }

    private void checkBody(String place, Component response, Exchange exchange, List<String> violations) {
        var content = response.node().path("content");
        var type = exchange.mediaType().orElse("");
        var hasBody = exchange.body().length > 0;
        if (content.has(type)) {
            if (exchange.method().equals("HEAD")) {
                if (hasBody) {
                    violations.add(place + "a body");
                }
            } else {
                coverage.sawBody(response, type);
                var wrong = checkContent(type, content.path(type), exchange.body());
                if (!wrong.isEmpty()) {
                    violations.add(place + "body: " + wrong);
                }
            }
        } else if (hasBody || !content.isMissingNode()) {
            violations.add(place + "undocumented media type '" + type + "'");
        }
    }

    private String checkContent(String type, JsonNode media, byte[] body) {
        if (type.endsWith("json")) {
            return checkJson(document.component(media.path("schema")), body);
        }
        return type.equals("text/event-stream") ? checkStream(document.component(media.path("x-data")), body) : "";
    }

    /** Checks the data of each event in a stream. */
    private String checkStream(Component data, byte[] body) {
        return new String(body, UTF_8)
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> checkJson(data, line.substring("data: ".length()).getBytes(UTF_8)))
                .collect(Collectors.joining());
    }

    private String checkJson(Component schema, byte[] json) {
        try {
            var value = Json.MAPPER.readTree(json);
            var wrong = document.violations(schema.reference(), value);
            if (wrong.isEmpty()) {
                document.closedFields(schema, value, coverage::sawField);
            }
            return wrong;
        } catch (JacksonException e) {
            return "not JSON";
        }
    }

    /** Returns the value of a header, converted to a number if the document requires an integer. */
    private static JsonNode value(Component header, String name, Exchange exchange) {
        var text = String.join(", ", exchange.headers().allValues(name));
        return header.node().at("/schema/type").stringValue("").equals("integer") && text.matches("[0-9]{1,18}")
                ? JsonNodeFactory.instance.numberNode(Long.parseLong(text))
                : JsonNodeFactory.instance.stringNode(text);
    }
}
