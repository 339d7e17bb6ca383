package io.github.spacecrafttracker.streams.http.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.streams.http.openapi.Description.Component;
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
 * Holds exchanges to the OpenAPI document, and the document to the exchanges: what was served must
 * be described, and what is described must have been served at least once. For one suite of tests,
 * from one thread.
 */
public final class OpenApiContract {
    /** What HTTP itself needs, and every server has. */
    private static final Set<String> OF_HTTP =
            Set.of("connection", "content-encoding", "content-length", "content-type", "date", "transfer-encoding");

    private final Description description = new Description();
    private final Coverage coverage = new Coverage(description);
    private final Set<String> ignored;

    /**
     * @param ignored query parameters that are sent to show that they do nothing; no other may be
     *     undocumented
     */
    public OpenApiContract(Set<String> ignored) {
        this.ignored = Set.copyOf(ignored);
    }

    /** Fails where anything of it is not as described. */
    public void require(Exchange exchange) {
        assertThat(faults(exchange)).as("%s", exchange).isEmpty();
    }

    /** What of it is not as described, a line for each; what is counts as seen. */
    public List<String> faults(Exchange exchange) {
        var faults = new ArrayList<String>();
        var template = description.template(exchange.path());
        template.ifPresent(path -> checkParameters(path, exchange, faults));
        var operation = description.operation(template, exchange.method());
        var status = Integer.toString(exchange.status());
        var place = operation.name() + " " + status + ": ";
        var reference = operation.responses().path(status);
        if (reference.isMissingNode()) {
            faults.add(place + "undocumented status");
        } else {
            coverage.sawStatus(operation, status);
            var response = description.component(reference);
            checkHeaders(place, response, exchange, faults);
            checkBody(place, response, exchange, faults);
        }
        return faults;
    }

    /** What is described and was not served yet, a line for each. */
    public Set<String> unseen() {
        return coverage.unseen();
    }

    private void checkParameters(String path, Exchange exchange, List<String> faults) {
        var unknown = new TreeSet<>(exchange.parameters());
        unknown.removeAll(ignored);
        for (var parameter : description.parameters(path)) {
            var name = parameter.text("name");
            var isSent = parameter.isIn("query")
                    ? exchange.parameters().contains(name)
                    : exchange.sent().firstValue(name).isPresent();
            if (isSent) {
                coverage.sawParameter(path, parameter);
            }
            unknown.remove(name);
        }
        unknown.forEach(name -> faults.add(path + ": undocumented parameter " + name));
    }

    private void checkHeaders(String place, Component response, Exchange exchange, List<String> faults) {
        var undocumented = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        undocumented.addAll(exchange.headers().map().keySet());
        undocumented.removeIf(name -> OF_HTTP.contains(name.toLowerCase(Locale.ROOT)));
        response.node().path("headers").forEachEntry((name, reference) -> {
            var header = description.component(reference);
            if (undocumented.remove(name)) {
                coverage.sawHeader(response, name);
                var wrong = description.faults(header.reference() + "/schema", value(header, name, exchange));
                if (!wrong.isEmpty()) {
                    faults.add(place + "header " + name + ": " + wrong);
                }
            } else if (header.node().path("required").booleanValue(false)) {
                faults.add(place + "no header " + name);
            }
        });
        undocumented.forEach(name -> faults.add(place + "undocumented header " + name));
    }

    private void checkBody(String place, Component response, Exchange exchange, List<String> faults) {
        var content = response.node().path("content");
        var type = exchange.mediaType().orElse("");
        var hasBody = exchange.body().length > 0;
        if (content.has(type)) {
            if (exchange.method().equals("HEAD")) {
                if (hasBody) {
                    faults.add(place + "a body");
                }
            } else {
                coverage.sawBody(response, type);
                var wrong = checkContent(type, content.path(type), exchange.body());
                if (!wrong.isEmpty()) {
                    faults.add(place + "body: " + wrong);
                }
            }
        } else if (hasBody || !content.isMissingNode()) {
            faults.add(place + "undocumented media type '" + type + "'");
        }
    }

    private String checkContent(String type, JsonNode media, byte[] body) {
        if (type.endsWith("json")) {
            return checkJson(description.component(media.path("schema")), body);
        }
        return type.equals("text/event-stream") ? checkStream(description.component(media.path("x-data")), body) : "";
    }

    /** The data of each event is of one schema. */
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
            var wrong = description.faults(schema.reference(), value);
            if (wrong.isEmpty()) {
                description.closedFields(schema, value, coverage::sawField);
            }
            return wrong;
        } catch (JacksonException e) {
            return "no JSON";
        }
    }

    /** A header is text; where an integer is described, it must be one in decimal. */
    private static JsonNode value(Component header, String name, Exchange exchange) {
        var text = String.join(", ", exchange.headers().allValues(name));
        return header.node().at("/schema/type").stringValue("").equals("integer") && text.matches("[0-9]{1,18}")
                ? JsonNodeFactory.instance.numberNode(Long.parseLong(text))
                : JsonNodeFactory.instance.stringNode(text);
    }
}
