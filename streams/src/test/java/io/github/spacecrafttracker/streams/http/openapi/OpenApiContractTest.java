package io.github.spacecrafttracker.streams.http.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that violations are detected. Each exchange is valid except for one detail. */
class OpenApiContractTest {
    private static final String LIST = "/2.3.0/spacecraft/";
    private static final String PAGE = "{\"count\":1,\"next\":null,\"previous\":null,\"results\":["
            + "{\"id\":7,\"in_space\":true,\"status\":{\"id\":1,\"new\":1},\"new\":{}}]}";
    private static final String AS_OF = "As-Of: 2026-11-24T10:40:05.120Z";
    private static final String JSON = "Content-Type: application/json";

    private final OpenApiContract contract = new OpenApiContract(Set.of("bogus"));

    @Test
    void a_valid_exchange_has_no_violations_and_an_open_object_may_have_unknown_fields() {
        assertThat(violations(get(LIST, "in_space=true&bogus=1", 200, PAGE, JSON, AS_OF, "Date: x")))
                .isEmpty();
        assertThat(violations(get(LIST + "7/", null, 404, detail(), "Content-Type: application/json; charset=utf-8")))
                .isEmpty();
        assertThat(violations(get("/2.3.0", null, 301, "", "Location: /2.3.0/")))
                .isEmpty();
        assertThat(violations(get("/nothing", null, 404, detail(), JSON))).isEmpty();
        assertThat(violations(exchange("POST", "/2.3.0/", null, 405, detail(), JSON)))
                .isEmpty();
        assertThat(violations(exchange("HEAD", LIST, null, 200, "", JSON, AS_OF)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /2.3.0/spacecraft/, 418, GET /2.3.0/spacecraft/ 418: undocumented status",
        "GET, /2.3.0/spacecraft/7/, 418, GET /2.3.0/spacecraft/{id}/ 418: undocumented status",
        "POST, /2.3.0/spacecraft/, 200, any other method 200: undocumented status",
        "GET, /2.3.0/spacecraft/7/8/, 200, any other path 200: undocumented status"
    })
    void an_undocumented_status_path_or_method_is_detected(String method, String path, int status, String violation) {
        assertThat(violations(exchange(method, path, null, status, detail(), JSON)))
                .containsExactly(violation);
    }

    @Test
    void an_undocumented_parameter_is_detected_unless_it_is_ignored() {
        assertThat(violations(get(LIST, "limit=1&status__in=1", 200, PAGE, JSON, AS_OF)))
                .containsExactly("/2.3.0/spacecraft/: undocumented parameter status__in");
        assertThat(violations(get("/2.3.0/api-throttle", "limit=1", 301, "", "Location: /2.3.0/api-throttle/?limit=1")))
                .containsExactly("/2.3.0/api-throttle: undocumented parameter limit");
    }

    @Test
    void an_undocumented_header_is_detected() {
        assertThat(violations(get(LIST, null, 200, PAGE, JSON, AS_OF, "Server: Jetty")))
                .containsExactly("GET /2.3.0/spacecraft/ 200: undocumented header Server");
    }

    @Test
    void a_missing_required_header_is_detected() {
        assertThat(violations(get(LIST, null, 200, PAGE, JSON)))
                .containsExactly("GET /2.3.0/spacecraft/ 200: no header As-Of");
        assertThat(violations(get(LIST, null, 503, detail(), JSON)))
                .containsExactly("GET /2.3.0/spacecraft/ 503: no header Retry-After");
        assertThat(violations(get("/2.3.0", null, 301, ""))).containsExactly("GET /2.3.0 301: no header Location");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "As-Of: yesterday",
                "Age: 1.5",
                "Age: -1",
                "ETag: W/\"weak\"",
                "ETag: bare",
                "Allow: GET",
                "Access-Control-Allow-Origin: https://app.example"
            })
    void an_invalid_header_value_is_detected(String header) {
        var name = header.substring(0, header.indexOf(':'));
        var asOf = name.equals("As-Of") ? JSON : AS_OF;
        assertThat(violations(get(LIST, null, 200, PAGE, JSON, asOf, header)))
                .singleElement()
                .asString()
                .startsWith("GET /2.3.0/spacecraft/ 200: header " + name + ": ");
    }

    @Test
    void an_undocumented_media_type_or_an_unexpected_body_is_detected() {
        assertThat(violations(get(LIST, null, 200, PAGE, "Content-Type: text/plain", AS_OF)))
                .containsExactly("GET /2.3.0/spacecraft/ 200: undocumented media type 'text/plain'");
        assertThat(violations(get(LIST, null, 200, "", AS_OF)))
                .containsExactly("GET /2.3.0/spacecraft/ 200: undocumented media type ''");
        assertThat(violations(get("/2.3.0", null, 301, "x", "Location: /2.3.0/", JSON)))
                .containsExactly("GET /2.3.0 301: undocumented media type 'application/json'");
        assertThat(violations(exchange("HEAD", LIST, null, 200, PAGE, JSON, AS_OF)))
                .containsExactly("HEAD /2.3.0/spacecraft/ 200: a body");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "{\"count\":1,\"next\":null,\"previous\":null}",
                "{\"count\":1,\"next\":null,\"previous\":null,\"results\":[],\"more\":1}",
                "{\"count\":\"1\",\"next\":null,\"previous\":null,\"results\":[]}",
                "{\"count\":1,\"next\":null,\"previous\":null,\"results\":[{\"id\":7,\"in_space\":true}]}",
                "{\"count\":1,\"next\":null,\"previous\":null,\"results\":[{\"id\":7,\"in_space\":true,\"status\":{\"id\":1},\"name\":5}]}"
            })
    void an_invalid_body_is_detected(String body) {
        assertThat(violations(get(LIST, null, 200, body, JSON, AS_OF)))
                .singleElement()
                .asString()
                .startsWith("GET /2.3.0/spacecraft/ 200: body: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"reason\":\"bored\"}", "{}", "no JSON", "{\"specversion\":\"1.0\"}"})
    void an_invalid_event_in_a_stream_is_detected(String data) {
        assertThat(violations(stream("{\"reason\":\"stopping\"}"))).noneMatch(violation -> violation.contains("body"));
        assertThat(violations(stream(data))).anyMatch(violation -> violation.startsWith("GET /v1/changes 200: body: "));
    }

    @Test
    void require_throws_on_a_violation() {
        assertThatThrownBy(() -> contract.require(get(LIST, "a=b", 418, detail(), JSON)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("GET /2.3.0/spacecraft/?a=b 418")
                .hasMessageContaining("undocumented parameter a")
                .hasMessageContaining("undocumented status");
    }

    @Test
    void only_served_parts_are_covered() {
        var before = contract.uncovered();
        contract.require(get(LIST, "in_space=true", 200, PAGE, JSON, AS_OF));
        contract.require(get(LIST, null, 400, "{\"status\":[\"No.\"]}", JSON));

        before.removeAll(contract.uncovered());
        assertThat(before)
                .containsExactlyInAnyOrder(
                        "GET /2.3.0/spacecraft/ 200",
                        "/2.3.0/spacecraft/ parameter in_space",
                        "response SpacecraftList header As-Of",
                        "response SpacecraftList header Age",
                        "response SpacecraftList header ETag",
                        "response SpacecraftList header Access-Control-Allow-Origin",
                        "response SpacecraftList body application/json",
                        "schema SpacecraftPage field count",
                        "schema SpacecraftPage field next",
                        "schema SpacecraftPage field previous",
                        "schema SpacecraftPage field results",
                        "GET /2.3.0/spacecraft/ 400",
                        "response InvalidParameter header Access-Control-Allow-Origin",
                        "response InvalidParameter body application/json",
                        "schema FieldErrors field status");
    }

    @Test
    void everything_documented_is_uncovered_at_first() {
        assertThat(contract.uncovered())
                .contains(
                        "HEAD /2.3.0/spacecraft/{id}/ 404",
                        "any other method 405",
                        "any other path 404",
                        "/2.3.0/spacecraft/{id}/ parameter If-None-Match",
                        "response Busy header Retry-After",
                        "response Spacecraft body text/html",
                        "schema Detail field detail")
                .noneMatch(line -> line.contains("schema Spacecraft ") || line.contains("parameter id"));
    }

    private List<String> violations(Exchange exchange) {
        return contract.violations(exchange);
    }

    private static Exchange get(String path, @Nullable String query, int status, String body, String... headers) {
        return exchange("GET", path, query, status, body, headers);
    }

    private static Exchange exchange(
            String method, String path, @Nullable String query, int status, String body, String... headers) {
        var fields = new TreeMap<String, List<String>>();
        fields.put("Access-Control-Allow-Origin", List.of("*"));
        if (status == 200) {
            fields.putAll(Map.of("Age", List.of("1"), "ETag", List.of("\"a\"")));
        }
        for (var header : headers) {
            fields.put(header.substring(0, header.indexOf(':')), List.of(header.substring(header.indexOf(':') + 2)));
        }
        var none = HttpHeaders.of(Map.of(), (name, value) -> true);
        return new Exchange(
                method, path, query, none, status, HttpHeaders.of(fields, (name, value) -> true), body.getBytes(UTF_8));
    }

    private static Exchange stream(String data) {
        return get("/v1/changes", null, 200, "id: a\n\ndata: " + data + "\n\n", "Content-Type: text/event-stream");
    }

    private static String detail() {
        return "{\"detail\":\"No.\"}";
    }
}
