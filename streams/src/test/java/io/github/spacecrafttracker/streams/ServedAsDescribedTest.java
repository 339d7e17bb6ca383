package io.github.spacecrafttracker.streams;

import static io.github.spacecrafttracker.streams.SnapshotLog.shown;
import static io.github.spacecrafttracker.testkit.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.contract.Contracts;
import io.github.spacecrafttracker.embedded.upstream.RecordedSpacecraft;
import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.service.kafka.KafkaSettings;
import io.github.spacecrafttracker.service.lifecycle.Closer;
import io.github.spacecrafttracker.streams.SnapshotLog.Shown;
import io.github.spacecrafttracker.streams.http.openapi.Exchange;
import io.github.spacecrafttracker.streams.http.openapi.OpenApiContract;
import io.github.spacecrafttracker.streams.http.openapi.RawHttp;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * The OpenAPI document describes everything that the running service serves, and the service serves
 * everything that the document describes.
 */
class ServedAsDescribedTest extends ServiceTestBase {

    private static final String LIST = "/2.3.0/spacecraft/";
    private static final String ONE = LIST + "551/";
    private static final String ALL_CHANGES = "/v1/changes";
    private static final String CHANGES_OF_ONE = "/v1/spacecraft/551/changes";
    private static final String ACCEPTS_JSON = "Accept: application/json";
    private static final String HOST = "Host: tracker.example";

    /** The replies of a busy instance, which the tests of the server and of the feed cover. */
    private static final List<String> WHEN_BUSY = List.of(
            "GET .*/changes 429",
            "response TooManyClients .*",
            "response FeedUnavailable .*",
            "schema Closing field (reason|oldest_cursor|topics)",
            "(GET|HEAD) (/2.3.0/|/2.3.0/api-throttle/|/v1/schemas/|.*[^/]) 503",
            "OPTIONS .* 503",
            "any other .* 503",
            "response Busy .*",
            "response NotReady header Cache-Control");

    /**
     * The replies to a request line that is too long. Jetty has not parsed the method at this
     * point, and closes the connection after the reply.
     */
    private static final List<String> UNKNOWN_METHOD = List.of("HEAD .* 414: a body", "any other path 414: a body");

    private static final Set<String> READ = Set.of("get", "head", "options");

    private static final OpenApiContract CONTRACT = new OpenApiContract(Set.of("bogus", "status__in"));

    /** Publishes the recorded spacecraft, one with unknown fields, and a removed one. */
    @BeforeAll
    static void publishSpacecraft() throws Exception {
        var polls = new ArrayList<Shown>();
        RecordedSpacecraft.all()
                .forEach(object -> polls.add(new Shown(object.required("id").longValue(), object.toString())));
        polls.add(
                new Shown(7, "{\"id\":7,\"in_space\":true,\"status\":{\"id\":9,\"new\":[]},\"new\":{\"deep\":1.10}}"));
        polls.add(shown(1, true));
        log.commit(polls.toArray(Shown[]::new));
        log.commit(new Shown(1, null));
        log.sweep();

        await().until(() -> send("GET", LIST + "1/").status() == 404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?limit=3&offset=6&mode=detailed&format=json",
                "?in_space=true&is_placeholder=false&name=Crew+Dragon+Freedom&spacecraft_config=6&status=1",
                "?search=Dragon,Crew&ordering=-time_in_space,id",
                "?bogus=1&status__in=1,2",
                "?format=api",
                "?format=xml",
                "?status=99",
                "?spacecraft_config=999999",
                "?name=%00",
                "?search=%00"
            })
    void replies_of_the_list_are_described(String query) throws Exception {
        getAndHead(LIST + query);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "551/",
                "7/",
                "1/",
                "999999/",
                "four/",
                "551/?in_space=true&is_placeholder=false&name=Crew+Dragon+Freedom&spacecraft_config=6&status=1&search=dragon",
                "551/?in_space=false",
                "551/?status=99",
                "551/?format=json",
                "551/?format=api",
                "551/?format=xml"
            })
    void replies_of_a_single_spacecraft_are_described(String path) throws Exception {
        getAndHead(LIST + path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/?in_space=true&is_placeholder=false&name=Crew+Dragon+Freedom&spacecraft_config=6&status=1",
                "/?search=Dragon&ordering=id&limit=3&offset=6",
                "/?status=99",
                "/spacecraft/999999",
                "/spacecraft/551?before=garbled"
            })
    void replies_of_the_page_are_described(String target) throws Exception {
        getAndHead(target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                LIST,
                ONE,
                LIST + "?status=99",
                LIST + "1/",
                LIST + "?format=api",
                LIST + "?format=json",
                LIST + "?format=xml",
                "/nothing/"
            })
    void replies_in_each_accepted_media_type_are_described(String path) throws Exception {
        for (var accept : List.of("text/html", "image/png", "application/json", "*/*;q=0.1")) {
            getAndHead(path, "Accept: " + accept);
            send("POST", path, "Accept: " + accept);
        }
    }

    @ParameterizedTest
    @MethodSource("described")
    void replies_of_every_path_to_every_kind_of_request_are_described(String path) throws Exception {
        for (var method : READ) {
            var sent = method.toUpperCase(Locale.ROOT);
            var tag = send(sent, path).headers().firstValue("ETag").orElse("\"other\"");
            send(sent, path, "If-None-Match: " + tag);
            send(sent, path, "Origin: https://app.example", "Access-Control-Request-Method: GET");
            sendInvalid(sent, path);
        }
        for (var method : List.of("POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW")) {
            send(method, path);
        }
        sendInvalid("DELETE", path);
    }

    @Test
    void replies_of_other_paths_are_described() throws Exception {
        for (var path :
                List.of("/page/", "/2.2.0/spacecraft/", LIST + "551/flights/", "/2.3.0/spacecrafts/", "/v1/nothing")) {
            for (var method : List.of("GET", "HEAD", "OPTIONS", "POST")) {
                send(method, path);
                sendInvalid(method, path);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ALL_CHANGES, CHANGES_OF_ONE})
    void pages_of_changes_are_described(String path) throws Exception {
        await().until(() -> page(path).path("results").size() > 0);
        var cursor = page(path).required("cursor").stringValue();
        for (var query : List.of(
                "kind=in_space,catalogue&type=catalogue.appeared.v1&limit=1",
                "since=2026-11-24T10:00:00Z",
                "since=" + cursor,
                "since=beginning&limit=1000",
                "order=newest&limit=1&before=" + cursor)) {
            assertThat(send("GET", path + "?" + query, ACCEPTS_JSON).status()).isEqualTo(200);
            getAndHead(path + "?" + query, ACCEPTS_JSON);
        }
        getAndHead(ALL_CHANGES + "?spacecraft=551,7", ACCEPTS_JSON);
        var tag = send("GET", path, ACCEPTS_JSON).headers().firstValue("ETag").orElseThrow();
        getAndHead(path, ACCEPTS_JSON, "If-None-Match: " + tag);
    }

    @ParameterizedTest
    @ValueSource(strings = {ALL_CHANGES, CHANGES_OF_ONE})
    void streams_of_changes_are_described(String path) throws Exception {
        var stream = check(new RawHttp(service.port(), 2).send("GET", path + "?since=beginning", List.of(HOST)));
        var body = new String(stream.body(), UTF_8);
        assertThat(body)
                .containsOnlyOnce("\ndata: {")
                .contains("\nevent: io.github.spacecrafttracker.catalogue.appeared.v1\n");
        getAndHead(
                path,
                "Last-Event-ID: "
                        + body.lines().skip(1).findFirst().orElseThrow().substring("id: ".length()));
    }

    @ParameterizedTest
    @ValueSource(strings = {ALL_CHANGES, CHANGES_OF_ONE})
    void errors_of_the_feed_are_described(String path) throws Exception {
        for (var query : List.of("bogus=1", "kind=bogus", "since=bogus", "since=bo:gus", "limit=0", "before=bogus")) {
            getAndHead(path + "?" + query, ACCEPTS_JSON);
            getAndHead(path + "?" + query);
        }
        getAndHead(path, "Accept: image/png");
        check(http().send("GET", path, List.of("Host: a_b$c", ACCEPTS_JSON)));
        assertThat(send(
                                "GET",
                                path + "?since="
                                        + ofOtherTopics(
                                                page(path).required("cursor").stringValue()))
                        .status())
                .isEqualTo(410);
        getAndHead(
                path + "?since=" + ofOtherTopics(page(path).required("cursor").stringValue()), ACCEPTS_JSON);
        getAndHead("/v1/spacecraft/999999/changes");
    }

    @Test
    void every_schema_is_served_unchanged_and_no_other_file() throws Exception {
        var index = Json.MAPPER.readTree(get("/v1/schemas/").body()).required("schemas");
        assertThat(index.valueStream().map(entry -> entry.required("id").stringValue()))
                .containsExactlyElementsOf(Contracts.jsonSchemas().stream()
                        .map(schema -> schema.id().toString())
                        .toList());
        for (var schema : Contracts.jsonSchemas()) {
            assertThat(get("/v1/" + schema.path()).body()).isEqualTo(schema.document());
        }
        for (var path : List.of(
                "/v1/schemas/nothing/nothing.schema.json",
                "/v1/schemas/core/../openapi.json",
                "/v1/schemas/core/..%2f..%2fopenapi.json",
                "/v1/schemas/%2e%2e/openapi.json",
                "/v1/schemas/changes/examples/status.changed.v1/a.json")) {
            assertThat(http().send("GET", path, List.of(HOST)).status())
                    .as(path)
                    .isBetween(400, 404);
        }
        getAndHead("/v1/schemas/nothing/nothing.schema.json");
        check(http().send("GET", "/v1/schemas/", List.of("Host: a_b$c")));
    }

    @Test
    void replies_to_an_invalid_host_are_described() throws Exception {
        check(http().send("GET", LIST, List.of("Host: a_b$c")));
        check(http().send("GET", "/2.3.0/", List.of("Host: a_b$c")));
    }

    @Test
    void undocumented_parameters_have_no_effect() throws Exception {
        var described = Json.MAPPER.readTree(get(LIST + "?limit=100").body());
        var bogus = Json.MAPPER.readTree(
                get(LIST + "?limit=100&bogus=1&status__in=1,2").body());

        assertThat(bogus).isEqualTo(described);
    }

    @Test
    void the_documents_are_served_unchanged() throws Exception {
        assertThat(get("/v1/openapi.json").body()).isEqualTo(Contracts.openApi());
        assertThat(get("/v1/asyncapi.json").body()).isEqualTo(Contracts.asyncApi());
    }

    @Test
    void replies_before_the_first_complete_sweep_are_described() throws Exception {
        try (var closer = new Closer()) {
            var kafka = new KafkaSettings(broker.bootstrapServers(), "empty", 3, 1, Map.of());
            var http = new RawHttp(StreamsService.start(closer, "127.0.0.1", TestSettings.on(0), kafka)
                    .port());
            for (var path : List.of(LIST, ONE)) {
                assertThat(check(http.send("GET", path, List.of(HOST))).status())
                        .isEqualTo(503);
                check(http.send("HEAD", path, List.of(HOST)));
                check(http.send("GET", path, List.of(HOST, "Accept: text/html")));
            }
            for (var path : List.of("/", "/spacecraft/551")) {
                var get = check(http.send("GET", path, List.of(HOST)));
                assertThat(check(http.send("HEAD", path, List.of(HOST))).status())
                        .isEqualTo(get.status());
            }
        }
    }

    /** Fails if only some of these tests are run, because some replies are then missing. */
    @AfterAll
    static void everything_that_is_described_has_been_served() {
        assertThat(CONTRACT.uncovered().stream().filter(not(WHEN_BUSY))).isEmpty();
    }

    private static Predicate<String> not(List<String> patterns) {
        return line -> patterns.stream().noneMatch(line::matches);
    }

    static Stream<String> described() {
        return Json.MAPPER.readTree(Contracts.openApi()).path("paths").propertyNames().stream()
                .map(path -> path.replace("{id}", "551")
                        .replace("{folder}/{file}", "changes/status.changed.v1.schema.json"));
    }

    private static JsonNode page(String path) throws IOException {
        return Json.MAPPER.readTree(send("GET", path, ACCEPTS_JSON).body());
    }

    /**
     * Returns a valid cursor of other topics, by changing the identity of the first topic, which
     * follows the version, and the checksum.
     */
    private static String ofOtherTopics(String cursor) {
        var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
        bytes.put(1, (byte) ~bytes.get(1));
        int end = bytes.capacity() - Integer.BYTES;
        var sum = new CRC32C();
        sum.update(bytes.array(), 0, end);
        bytes.putInt(end, (int) sum.getValue());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /**
     * Sends requests that never reach a handler: without a host, with too long a target, too large
     * headers, or too large a body.
     */
    private static void sendInvalid(String method, String path) throws IOException {
        check(http().send(method, path, List.of("Accept: */*")));
        send(method, path + "?bogus=" + "x".repeat(20_000));
        send(method, path, "X-Long: " + "x".repeat(20_000));
        check(http().send(method, path, List.of(HOST), "x".repeat(2_000).getBytes(UTF_8)));
    }

    private static void getAndHead(String target, String... headers) throws IOException {
        var get = send("GET", target, headers);
        assertThat(send("HEAD", target, headers).status()).isEqualTo(get.status());
    }

    private static Exchange get(String target, String... headers) throws IOException {
        return send("GET", target, headers);
    }

    private static Exchange send(String method, String target, String... headers) throws IOException {
        return check(http().send(
                        method,
                        target,
                        Stream.concat(Stream.of(HOST), Stream.of(headers)).toList()));
    }

    private static Exchange check(Exchange exchange) {
        assertThat(CONTRACT.violations(exchange).stream().filter(not(UNKNOWN_METHOD)))
                .as("%s", exchange)
                .isEmpty();
        return exchange;
    }

    private static RawHttp http() {
        return new RawHttp(service.port());
    }
}
