package io.github.spacecrafttracker.embedded.upstream;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What a client sees of each fault. */
@TestInstance(Lifecycle.PER_CLASS)
class FaultTest {
    private static final String PAGE = "/spacecraft/?limit=5&ordering=id";
    private final HttpClient client = HttpClient.newHttpClient();
    private final StubUpstream stub = StubUpstream.start(0);

    @BeforeAll
    void serve() {
        stub.serve(RecordedSpacecraft.all());
    }

    @AfterEach
    void recover() {
        stub.recover();
    }

    @AfterAll
    void stop() {
        stub.close();
    }

    static Stream<Arguments> replies() {
        return Stream.of(
                reply("status", Fault.status(503), seen -> {
                    assertThat(seen.statusCode()).isEqualTo(503);
                    assertThat(type(seen)).startsWith("text/html");
                }),
                reply("status with body", Fault.status(401, "{\"detail\":\"Invalid token.\"}"), seen -> {
                    assertThat(seen.statusCode()).isEqualTo(401);
                    assertThat(seen.body()).isEqualTo("{\"detail\":\"Invalid token.\"}");
                }),
                reply("throttled", Fault.throttled("3600"), seen -> {
                    assertThat(seen.statusCode()).isEqualTo(429);
                    assertThat(seen.headers().firstValue("Retry-After")).contains("3600");
                    assertThat(seen.body()).contains("Request was throttled. Expected available in 3600 seconds.");
                }),
                reply("throttled, not said for how long", Fault.throttled(null), seen -> {
                    assertThat(seen.statusCode()).isEqualTo(429);
                    assertThat(seen.headers().firstValue("Retry-After")).isEmpty();
                }),
                reply("html", Fault.html(), seen -> {
                    assertThat(seen.statusCode()).isEqualTo(200);
                    assertThat(type(seen)).startsWith("text/html");
                }),
                reply("redirect", Fault.redirect("http://elsewhere.example/"), seen -> {
                    assertThat(seen.statusCode()).isEqualTo(302);
                    assertThat(seen.headers().firstValue("Location")).contains("http://elsewhere.example/");
                }),
                reply("raw", Fault.raw(200, "application/json", "[]".getBytes(UTF_8)), seen -> assertThat(seen.body())
                        .isEqualTo("[]")),
                reply("cut JSON", Fault.cutJson(), seen -> {
                    assertThat(seen.statusCode()).isEqualTo(200);
                    assertThat(seen.body()).startsWith("{\"count\":19,");
                    assertThatThrownBy(() -> Json.MAPPER.readTree(seen.body())).isInstanceOf(RuntimeException.class);
                }),
                reply("content type", Fault.contentType("text/plain"), seen -> {
                    assertThat(type(seen)).isEqualTo("text/plain");
                    assertThat(ids(seen)).hasSize(5);
                }),
                reply("two documents", Fault.twoDocuments(), seen -> assertThat(seen.body())
                        .hasSize(2 * seen.body().indexOf("}{\"count\"") + 2)),
                reply("huge", Fault.huge(1_000_000), seen -> {
                    assertThat(seen.body()).hasSizeGreaterThan(1_000_000);
                    assertThat(ids(seen)).hasSize(5);
                }),
                reply("stale date", Fault.date(Instant.parse("2020-01-02T03:04:05Z")), seen -> assertThat(
                                seen.headers().allValues("Date"))
                        .containsExactly("Thu, 2 Jan 2020 03:04:05 GMT")),
                reply("empty", Fault.empty(), seen -> assertThat(seen.body())
                        .isEqualTo("{\"count\":0,\"next\":null,\"previous\":null,\"results\":[]}")),
                reply("halved", Fault.halved(), seen -> {
                    assertThat(count(seen)).isEqualTo(10);
                    assertThat(ids(seen)).containsExactly(223L, 243L, 289L, 320L, 337L);
                }),
                reply("shifted", Fault.shifted(2), seen -> {
                    assertThat(ids(seen)).containsExactly(243L, 287L, 289L, 291L, 320L);
                    assertThat(json(seen).required("next").stringValue()).endsWith("?limit=5&offset=5&ordering=id");
                }),
                reply("shrunken", Fault.shrunken(2), seen -> {
                    assertThat(count(seen)).isEqualTo(19);
                    assertThat(ids(seen)).containsExactly(223L, 233L, 243L);
                    assertThat(json(seen).required("next").stringValue()).endsWith("?limit=5&offset=5&ordering=id");
                }),
                reply("repeated row", Fault.repeatedRow(), seen -> assertThat(ids(seen))
                        .containsExactly(223L, 223L, 243L, 287L, 289L)),
                reply("wrong count", Fault.wrongCount(-3), seen -> {
                    assertThat(count(seen)).isEqualTo(16);
                    assertThat(ids(seen)).hasSize(5);
                }),
                reply("ids as text", Fault.textIds(), seen -> assertThat(rows(seen))
                        .allMatch(row -> row.required("id").isString())),
                reply("row without id", Fault.rowWithoutId(), seen -> assertThat(rows(seen))
                        .extracting(row -> row.has("id"))
                        .containsExactly(false, true, true, true, true)),
                reply("row without in_space", Fault.rowWithoutInSpace(), seen -> assertThat(rows(seen))
                        .extracting(row -> row.has("in_space"))
                        .containsExactly(false, true, true, true, true)),
                reply("rewritten", Fault.rewrite(page -> page.without("results")), seen -> assertThat(
                                json(seen).propertyNames())
                        .containsExactly("count", "next", "previous")),
                reply("one and another", Fault.wrongCount(1).and(Fault.contentType("text/plain")), seen -> {
                    assertThat(count(seen)).isEqualTo(20);
                    assertThat(type(seen)).isEqualTo("text/plain");
                }),
                reply("none", Fault.none(), seen -> assertThat(ids(seen)).hasSize(5)));
    }

    @ParameterizedTest
    @MethodSource("replies")
    void a_fault_is_seen_once_and_the_next_reply_is_whole(Fault fault, Consumer<HttpResponse<String>> asExpected)
            throws Exception {
        HttpResponse<String> healthy = get(PAGE);
        stub.failNext(fault);
        asExpected.accept(get(PAGE));
        assertThat(get(PAGE).body()).isEqualTo(healthy.body());
    }

    @Test
    void a_cut_connection_fails_in_the_middle_of_the_reply() {
        stub.failNext(Fault.cutConnection());
        int before = stub.requests().size();
        assertThatThrownBy(() -> get(PAGE)).isInstanceOf(IOException.class);
        assertThat(stub.requests()).hasSize(before + 1);
    }

    /** The JDK's client asks again by itself, unseen by its caller: whoever counts requests has to know. */
    @Test
    void a_missing_reply_fails_only_if_it_goes_on_missing() throws Exception {
        int before = stub.requests().size();
        stub.failNext(Fault.noReply());
        assertThat(get(PAGE).statusCode()).isEqualTo(200);
        assertThat(stub.requests()).hasSize(before + 2);

        stub.failUntilRecovered(Fault.noReply());
        assertThatThrownBy(() -> get(PAGE)).isInstanceOf(IOException.class);
    }

    @Test
    void a_single_object_meets_faults_too_but_not_those_of_lists() throws Exception {
        stub.failNext(Fault.rowWithoutId(), Fault.empty(), Fault.halved(), Fault.status(500));
        assertThat(json(get("/spacecraft/233/")).has("id")).isFalse();
        assertThat(json(get("/spacecraft/233/")).required("id").longValue()).isEqualTo(233);
        assertThat(json(get("/spacecraft/233/")).required("id").longValue()).isEqualTo(233);
        assertThat(get("/spacecraft/233/").statusCode()).isEqualTo(500);
    }

    @Test
    void queued_faults_come_before_the_standing_one_and_api_throttle_meets_none() throws Exception {
        stub.failUntilRecovered(Fault.status(503));
        stub.failNext(Fault.none(), Fault.status(502));
        assertThat(get("/api-throttle/").statusCode()).isEqualTo(200);
        assertThat(Stream.of(get(PAGE), get(PAGE), get(PAGE), get(PAGE)).map(HttpResponse::statusCode))
                .containsExactly(200, 502, 503, 503);
        stub.failNext(Fault.status(502));
        stub.recover();
        assertThat(get(PAGE).statusCode()).isEqualTo(200);
    }

    @Test
    void a_held_reply_waits_for_its_latch_and_holds_up_nobody_else() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        stub.failNext(Fault.held(open));
        int before = stub.requests().size();
        CompletableFuture<HttpResponse<String>> held = client.sendAsync(request(PAGE), BodyHandlers.ofString());
        await().until(() -> stub.requests().size() > before);
        assertThat(get("/spacecraft/551/").statusCode()).isEqualTo(200);
        assertThat(held).isNotDone();
        open.countDown();
        assertThat(held.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }

    @Test
    void a_delayed_reply_comes_later_than_a_client_may_want_to_wait() {
        stub.failNext(Fault.delayed(Duration.ofMinutes(5)));
        HttpRequest impatient = HttpRequest.newBuilder(request(PAGE), (name, value) -> true)
                .timeout(Duration.ofMillis(50))
                .build();
        assertThatThrownBy(() -> client.send(impatient, BodyHandlers.ofString()))
                .isInstanceOf(HttpTimeoutException.class);
    }

    private static Arguments reply(String name, Fault fault, Consumer<HttpResponse<String>> asExpected) {
        return arguments(named(name, fault), named("seen", asExpected));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path), BodyHandlers.ofString());
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create(stub.baseUrl() + path)).build();
    }

    private static String type(HttpResponse<String> reply) {
        return reply.headers().firstValue("Content-Type").orElseThrow();
    }

    private static JsonNode json(HttpResponse<String> reply) {
        return Json.MAPPER.readTree(reply.body());
    }

    private static int count(HttpResponse<String> reply) {
        return json(reply).required("count").intValue();
    }

    private static List<JsonNode> rows(HttpResponse<String> reply) {
        return StreamSupport.stream(json(reply).required("results").spliterator(), false)
                .toList();
    }

    private static List<Long> ids(HttpResponse<String> reply) {
        return rows(reply).stream().map(row -> row.required("id").longValue()).toList();
    }
}
