package io.github.spacecrafttracker.embedded.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The stub follows the contract if there are no faults. */
class StubUpstreamTest {
    private static final String HOST = "http://127.0.0.1:[0-9]+";
    private final HttpClient client = HttpClient.newHttpClient();
    private final StubUpstream stub = StubUpstream.start(0);

    @BeforeEach
    void serve() {
        stub.serve(RecordedSpacecraft.all());
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void following_next_in_a_list_ordered_by_id_returns_every_row_once() throws Exception {
        JsonNode page = json("/spacecraft/?ordering=id&limit=7");
        List<Long> ids = new ArrayList<>(ids(page));
        while (!page.required("next").isNull()) {
            page = ExactJson.MAPPER.readTree(
                    send("GET", page.required("next").stringValue()).body());
            ids.addAll(ids(page));
        }
        assertThat(ids).hasSize(19).isSorted().doesNotHaveDuplicates();
        assertThat(page.required("count").intValue()).isEqualTo(19);
        assertThat(page.propertyNames()).containsExactly("count", "next", "previous", "results");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
                    '',                           '?limit=10&offset=10',                   -
                    '?limit=5&offset=5',          '?limit=5&offset=10',                    '?limit=5'
                    '?offset=6&ordering=-id',     '?limit=10&offset=16&ordering=-id',      '?limit=10&ordering=-id'
                    '?limit=5&offset=12',         '?limit=5&offset=17',                    '?limit=5&offset=7'
                    '?offset=1000',               -,                                       '?limit=10&offset=990'
                    '?limit=1000',                -,                                       -
                    '?limit=0',                   '?limit=10&offset=10',                   -
                    '?limit=-1',                  '?limit=10&offset=10',                   -
                    '?limit=3.5',                 '?limit=10&offset=10',                   -
                    '?offset=-1',                 '?limit=10&offset=10',                   -
                    '?limit=5&limit=7',           '?limit=7&offset=7',                     -
                    '?name=&bogus=a%20b,*~',      '?bogus=a+b%2C%2A~&limit=10&name=&offset=10', -
                    """)
    void links_contain_all_parameters_sorted_and_re_encoded(
            String query, @Nullable String next, @Nullable String previous) throws Exception {
        JsonNode page = json("/spacecraft/" + query);
        String list = stub.baseUrl() + "/spacecraft/";
        assertThat(page.required("next").asString(null)).isEqualTo(next == null ? null : list + next);
        assertThat(page.required("previous").asString(null)).isEqualTo(previous == null ? null : list + previous);
    }

    @Test
    void the_order_without_an_ordering_parameter_is_constant_but_not_sorted() throws Exception {
        List<Long> ids = ids(json("/spacecraft/?limit=100"));
        assertThat(ids).hasSize(19).isNotEqualTo(ids.stream().sorted().toList());
        assertThat(ids(json("/spacecraft/?limit=100"))).isEqualTo(ids);
        assertThat(ids(json("/spacecraft/?limit=100&ordering=--id"))).isEqualTo(ids);
    }

    @ParameterizedTest
    @CsvSource({
        "id, 223, 595",
        "-id, 595, 223",
        "'-flights_count,id', 289, 452",
        "'bogus,-time_in_space,-id', 289, 223",
        "'time_docked,id', 223, 289"
    })
    void the_ordering_parameter_orders_rows_and_invalid_terms_are_ignored(String ordering, long first, long last)
            throws Exception {
        List<Long> ids = ids(json("/spacecraft/?limit=100&ordering=" + ordering));
        assertThat(ids).hasSize(19).startsWith(first).endsWith(last);
    }

    @ParameterizedTest
    @CsvSource({"true, 1", "1, 1", "TRUE, 1", "false, 18", "0, 18", "yes, 19", "'', 19", "false&in_space=true, 1"})
    void in_space_filters_rows_and_an_invalid_value_is_ignored(String value, int count) throws Exception {
        assertThat(json("/spacecraft/?in_space=" + value).required("count").intValue())
                .isEqualTo(count);
    }

    @Test
    void a_row_is_served_unchanged_except_for_the_host_in_its_urls() throws Exception {
        ObjectNode row = RecordedSpacecraft.all().get(0);
        row.put("unknown", "Ünïcode 🚀");
        row.put("id", 9_007_199_254_740_993L);
        row.set("exact", ExactJson.MAPPER.readTree("[1.10, 123456789012345678901234567890, 1e-7]"));
        stub.serve(List.of(row));
        String body = send("GET", stub.baseUrl() + "/spacecraft/").body();
        assertThat(body)
                .contains("\"Ünïcode 🚀\"", "9007199254740993", "[1.10,123456789012345678901234567890,1E-7]")
                .contains("\"url\":\"" + stub.baseUrl() + "/spacecraft/223/\"")
                .contains("\"url\":\"" + stub.baseUrl() + "/agencies/121/\"")
                .doesNotContain("ll.thespacedevs.com");
        assertThat(ExactJson.MAPPER
                        .readTree(body)
                        .required("results")
                        .required(0)
                        .toString()
                        .replaceAll(HOST, "https://ll.thespacedevs.com"))
                .isEqualTo(row.toString());
    }

    @Test
    void format_is_added_to_every_url() throws Exception {
        assertThat(json("/spacecraft/320/?format=json").required("url").stringValue())
                .isEqualTo(stub.baseUrl() + "/spacecraft/320/?format=json");
        assertThat(json("/spacecraft/320/").required("url").stringValue())
                .isEqualTo(stub.baseUrl() + "/spacecraft/320/");
    }

    @Test
    void a_single_object_is_always_detailed_and_a_list_on_request() throws Exception {
        assertThat(json("/spacecraft/551/").required("response_mode").stringValue())
                .isEqualTo("detailed");
        assertThat(json("/spacecraft/551/").required("flights").isArray()).isTrue();
        assertThat(json("/spacecraft/?mode=detailed")
                        .required("results")
                        .required(0)
                        .has("flights"))
                .isTrue();
        assertThat(json("/spacecraft/").required("results").required(0).has("flights"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /spacecraft/999/, 404, No Spacecraft matches the given query.",
        "GET, /spacecraft/99999999999999999999/, 404, No Spacecraft matches the given query.",
        "GET, /spacecraft/551/?in_space=false, 404, No Spacecraft matches the given query.",
        "GET, /spacecraft/abc/, 404, Not found.",
        "POST, /spacecraft/, 405, 'Method \"POST\" not allowed.'",
        "DELETE, /spacecraft/551/, 405, 'Method \"DELETE\" not allowed.'"
    })
    void errors_are_json_objects_with_a_detail(String method, String path, int status, String detail) throws Exception {
        HttpResponse<String> reply = send(method, stub.baseUrl() + path);
        assertThat(reply.statusCode()).isEqualTo(status);
        assertThat(reply.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(reply.headers().firstValue("Allow")).contains("GET");
        assertThat(ExactJson.MAPPER.readTree(reply.body()))
                .isEqualTo(ExactJson.MAPPER.createObjectNode().put("detail", detail));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/spacecraft", "/spacecraft/551", "/api-throttle"})
    void a_missing_trailing_slash_causes_a_relative_redirect(String path) throws Exception {
        HttpResponse<String> reply = send("GET", stub.baseUrl() + path + "?a=b%20c");
        assertThat(reply.statusCode()).isEqualTo(301);
        assertThat(reply.headers().firstValue("Location")).contains("/2.3.0" + path + "/?a=b%20c");
        assertThat(reply.body()).isEmpty();
    }

    @Test
    void an_unknown_path_returns_an_html_page() throws Exception {
        HttpResponse<String> reply = send("GET", stub.baseUrl() + "/nope/");
        assertThat(reply.statusCode()).isEqualTo(404);
        assertThat(reply.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    }

    @Test
    void api_throttle_reports_the_limit_that_was_set() throws Exception {
        assertThat(json("/api-throttle/").toString())
                .isEqualTo("{\"your_request_limit\":2147483647,\"limit_frequency_secs\":3600,\"current_use\":0,"
                        + "\"next_use_secs\":0,\"ident\":\"192.0.2.1\"}");
        stub.reportLimit(36_000, 7);
        assertThat(json("/api-throttle/").required("your_request_limit").intValue())
                .isEqualTo(36_000);
        assertThat(json("/api-throttle/").required("current_use").intValue()).isEqualTo(7);
    }

    @Test
    void api_throttle_can_be_hidden() throws Exception {
        stub.hideThrottle();
        HttpResponse<String> reply = send("GET", stub.baseUrl() + "/api-throttle/");
        assertThat(reply.statusCode()).isEqualTo(404);
        assertThat(reply.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        stub.reportLimit(15, 1);
        assertThat(json("/api-throttle/").required("your_request_limit").intValue())
                .isEqualTo(15);
    }

    @Test
    void requests_for_spacecraft_are_counted_but_not_those_for_api_throttle() throws Exception {
        json("/api-throttle/");
        json("/spacecraft/");
        json("/api-throttle/");
        json("/spacecraft/551/");
        assertThat(stub.requests()).hasSize(4);
        assertThat(stub.spacecraftRequests())
                .extracting(RecordedRequest::path)
                .containsExactly("/2.3.0/spacecraft/", "/2.3.0/spacecraft/551/");
    }

    @Test
    void rows_can_be_put_removed_and_replaced_and_are_copied() throws Exception {
        ObjectNode mine = stub.row(551).orElseThrow().put("in_space", false);
        assertThat(json("/spacecraft/551/").required("in_space").booleanValue()).isTrue();
        stub.put(mine);
        assertThat(json("/spacecraft/551/").required("in_space").booleanValue()).isFalse();
        stub.remove(551);
        assertThat(stub.row(551)).isEmpty();
        assertThat(json("/spacecraft/").required("count").intValue()).isEqualTo(18);
        stub.serve(List.of(mine));
        assertThat(ids(json("/spacecraft/"))).containsExactly(551L);
    }

    @Test
    void requests_are_recorded_with_query_and_headers() throws Exception {
        var request = HttpRequest.newBuilder(URI.create(stub.baseUrl() + "/spacecraft/?limit=2&ordering=-id%2Cname"))
                .header("Authorization", "Token secret")
                .build();
        client.send(request, BodyHandlers.discarding());
        assertThat(stub.requests()).singleElement().satisfies(received -> {
            assertThat(received.method()).isEqualTo("GET");
            assertThat(received.path()).isEqualTo("/2.3.0/spacecraft/");
            assertThat(received.query()).isEqualTo("limit=2&ordering=-id%2Cname");
            assertThat(received.parameter("ordering")).contains("-id,name");
            assertThat(received.parameter("offset")).isEmpty();
            assertThat(received.header("authorization")).contains("Token secret");
        });
    }

    private JsonNode json(String path) throws IOException, InterruptedException {
        return ExactJson.MAPPER.readTree(send("GET", stub.baseUrl() + path).body());
    }

    private HttpResponse<String> send(String method, String url) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url.replace(" ", "%20")))
                .method(method, BodyPublishers.noBody())
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private static List<Long> ids(JsonNode page) {
        return StreamSupport.stream(page.required("results").spliterator(), false)
                .map(row -> row.required("id").longValue())
                .toList();
    }
}
