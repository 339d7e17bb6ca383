package io.github.spacecrafttracker.embedded.upstream;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The endpoints of Launch Library 2. */
final class Routes {
    static final String LIST = "/2.3.0/spacecraft/";
    private static final String THROTTLE = "/2.3.0/api-throttle/";
    private static final Pattern OBJECT = Pattern.compile("/2\\.3\\.0/spacecraft/(?<id>[^/]+)/");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+");
    private static final String NO_SUCH_ROW = "No Spacecraft matches the given query.";

    private final String baseUrl;
    private final Supplier<Catalogue> catalogue;
    private final FaultQueue faults;
    private volatile Reply throttle;

    Routes(String baseUrl, Supplier<Catalogue> catalogue, FaultQueue faults) {
        this.baseUrl = baseUrl;
        this.catalogue = catalogue;
        this.faults = faults;
        this.throttle = throttle(Integer.MAX_VALUE, 0);
    }

    void reportLimit(int requestsPerHour, int used) {
        throttle = throttle(requestsPerHour, used);
    }

    void hideThrottle() {
        throttle = Reply.html(404, "Not Found");
    }

    Reply answer(RecordedRequest request) throws InterruptedException {
        String path = request.path();
        Matcher object = OBJECT.matcher(path);
        boolean isObject = object.matches();
        if (!isObject && !path.equals(LIST) && !path.equals(THROTTLE)) {
            return isKnown(path + "/") ? addSlash(request) : Reply.html(404, "Not Found");
        }
        if (!request.method().equals("GET")) {
            return Reply.detail(405, "Method \"" + request.method() + "\" not allowed.");
        }
        if (path.equals(THROTTLE)) {
            return throttle.dated(Instant.now());
        }
        QueryParameters query = QueryParameters.of(request.query());
        FaultEffect effect = faults.poll().effect();
        effect.gate().pass();
        return effect.reply().apply(isObject ? object(object.group("id"), query, effect) : list(query, effect));
    }

    private Reply list(QueryParameters query, FaultEffect effect) {
        List<ObjectNode> selection = effect.selection().apply(catalogue.get().select(query));
        ObjectNode page = Catalogue.page(selection, query, effect.shift(), baseUrl + "/spacecraft/");
        RowRenderer renderer = RowRenderer.of(baseUrl, query);
        boolean detailed = query.last("mode").filter("detailed"::equals).isPresent();
        ((ArrayNode) page.required("results")).forEach(row -> render(row.asObject(), renderer, detailed));
        return Reply.json(200, effect.document().apply(page));
    }

    private Reply object(String id, QueryParameters query, FaultEffect effect) {
        if (!NUMBER.matcher(id).matches()) {
            return Reply.detail(404, "Not found.");
        }
        Optional<ObjectNode> found = catalogue.get().select(query).stream()
                .filter(row -> row.path("id").asString("").equals(id))
                .findFirst();
        return found.map(ObjectNode::deepCopy)
                .map(row -> render(row, RowRenderer.of(baseUrl, query), true))
                .map(row -> Reply.json(200, effect.document().apply(row)))
                .orElseGet(() -> Reply.detail(404, NO_SUCH_ROW));
    }

    private static ObjectNode render(ObjectNode row, RowRenderer renderer, boolean detailed) {
        return detailed ? renderer.detailed(row) : renderer.normal(row);
    }

    private static boolean isKnown(String path) {
        return path.equals(LIST)
                || path.equals(THROTTLE)
                || OBJECT.matcher(path).matches();
    }

    private static Reply addSlash(RecordedRequest request) {
        String query = request.query().isEmpty() ? "" : "?" + request.query();
        return Reply.redirect(301, request.path() + "/" + query);
    }

    private static Reply throttle(int requestsPerHour, int used) {
        ObjectNode body = ExactJson.MAPPER
                .createObjectNode()
                .put("your_request_limit", requestsPerHour)
                .put("limit_frequency_secs", 3600)
                .put("current_use", used)
                .put("next_use_secs", 0)
                .put("ident", "192.0.2.1");
        return Reply.json(200, body);
    }
}
