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

/** Tests the effect of each fault on a client. */
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
                faulty("status", Fault.status(503), reply -> {
                    assertThat(reply.statusCode()).isEqualTo(503);
                    assertThat(type(reply)).startsWith("text/html");
                }),
                faulty("status with body", Fault.status(401, "{\"detail\":\"Invalid token.\"}"), reply -> {
                    assertThat(reply.statusCode()).isEqualTo(401);
                    assertThat(reply.body()).isEqualTo("{\"detail\":\"Invalid token.\"}");
                }),
                faulty("throttled", Fault.throttled("3600"), reply -> {
                    assertThat(reply.statusCode()).isEqualTo(429);
                    assertThat(reply.headers().firstValue("Retry-After")).contains("3600");
                    assertThat(reply.body()).contains("Request was throttled. Expected available in 3600 seconds.");
                }),
                faulty("throttled without Retry-After", Fault.throttled(null), reply -> {
                    assertThat(reply.statusCode()).isEqualTo(429);
                    assertThat(reply.headers().firstValue("Retry-After")).isEmpty();
                }),
                faulty("html", Fault.html(), reply -> {
                    assertThat(reply.statusCode()).isEqualTo(200);
                    assertThat(type(reply)).startsWith("text/html");
                }),
                faulty("redirect", Fault.redirect("http://elsewhere.example/"), reply -> {
                    assertThat(reply.statusCode()).isEqualTo(302);
                    assertThat(reply.headers().firstValue("Location")).contains("http://elsewhere.example/");
                }),
                faulty("raw", Fault.raw(200, "application/json", "[]".getBytes(UTF_8)), reply -> assertThat(
                                reply.body())
                        .isEqualTo("[]")),
                faulty("cut JSON", Fault.cutJson(), reply -> {
                    assertThat(reply.statusCode()).isEqualTo(200);
                    assertThat(reply.body()).startsWith("{\"count\":19,");
                    assertThatThrownBy(() -> ExactJson.MAPPER.readTree(reply.body()))
                            .isInstanceOf(RuntimeException.class);
                }),
                faulty("content type", Fault.contentType("text/plain"), reply -> {
                    assertThat(type(reply)).isEqualTo("text/plain");
                    assertThat(ids(reply)).hasSize(5);
                }),
                faulty("two documents", Fault.twoDocuments(), reply -> assertThat(reply.body())
                        .hasSize(2 * reply.body().indexOf("}{\"count\"") + 2)),
                faulty("huge", Fault.huge(1_000_000), reply -> {
                    assertThat(reply.body()).hasSizeGreaterThan(1_000_000);
                    assertThat(ids(reply)).hasSize(5);
                }),
                faulty("stale date", Fault.date(Instant.parse("2020-01-02T03:04:05Z")), reply -> assertThat(
                                reply.headers().allValues("Date"))
                        .containsExactly("Thu, 2 Jan 2020 03:04:05 GMT")),
                faulty("empty", Fault.empty(), reply -> assertThat(reply.body())
                        .isEqualTo("{\"count\":0,\"next\":null,\"previous\":null,\"results\":[]}")),
                faulty("halved", Fault.halved(), reply -> {
                    assertThat(count(reply)).isEqualTo(10);
                    assertThat(ids(reply)).containsExactly(223L, 243L, 289L, 320L, 337L);
                }),
                faulty("shifted", Fault.shifted(2), reply -> {
                    assertThat(ids(reply)).containsExactly(243L, 287L, 289L, 291L, 320L);
                    assertThat(json(reply).required("next").stringValue()).endsWith("?limit=5&offset=5&ordering=id");
                }),
                faulty("shrunken", Fault.shrunken(2), reply -> {
                    assertThat(count(reply)).isEqualTo(19);
                    assertThat(ids(reply)).containsExactly(223L, 233L, 243L);
                    assertThat(json(reply).required("next").stringValue()).endsWith("?limit=5&offset=5&ordering=id");
                }),
                faulty("repeated row", Fault.repeatedRow(), reply -> assertThat(ids(reply))
                        .containsExactly(223L, 223L, 243L, 287L, 289L)),
                faulty("wrong count", Fault.wrongCount(-3), reply -> {
                    assertThat(count(reply)).isEqualTo(16);
                    assertThat(ids(reply)).hasSize(5);
                }),
                faulty("ids as text", Fault.textIds(), reply -> assertThat(rows(reply))
                        .allMatch(row -> row.required("id").isString())),
                faulty("row without id", Fault.rowWithoutId(), reply -> assertThat(rows(reply))
                        .extracting(row -> row.has("id"))
                        .containsExactly(false, true, true, true, true)),
                faulty("row without in_space", Fault.rowWithoutInSpace(), reply -> assertThat(rows(reply))
                        .extracting(row -> row.has("in_space"))
                        .containsExactly(false, true, true, true, true)),
                faulty("rewritten", Fault.rewrite(page -> page.without("results")), reply -> assertThat(
                                json(reply).propertyNames())
                        .containsExactly("count", "next", "previous")),
                faulty("one and another", Fault.wrongCount(1).and(Fault.contentType("text/plain")), reply -> {
                    assertThat(count(reply)).isEqualTo(20);
                    assertThat(type(reply)).isEqualTo("text/plain");
                }),
                faulty("none", Fault.none(), reply -> assertThat(ids(reply)).hasSize(5)));
    }

    @ParameterizedTest
    @MethodSource("replies")
    void a_fault_affects_one_request_and_the_next_reply_is_complete(
            Fault fault, Consumer<HttpResponse<String>> expectation) throws Exception {
        HttpResponse<String> healthy = get(PAGE);
        stub.failNext(fault);
        expectation.accept(get(PAGE));
        assertThat(get(PAGE).body()).isEqualTo(healthy.body());
    }

    @Test
    void an_interrupted_connection_fails_in_the_middle_of_the_reply() {
        stub.failNext(Fault.cutConnection());
        int before = stub.requests().size();
        assertThatThrownBy(() -> get(PAGE)).isInstanceOf(IOException.class);
        assertThat(stub.requests()).hasSize(before + 1);
    }

    /**
     * The JDK's client retries the request without notifying its caller, which affects the number
     * of requests.
     */
    @Test
    void a_request_without_a_reply_fails_only_if_the_retry_also_gets_none() throws Exception {
        int before = stub.requests().size();
        stub.failNext(Fault.noReply());
        assertThat(get(PAGE).statusCode()).isEqualTo(200);
        assertThat(stub.requests()).hasSize(before + 2);

        stub.failUntilRecovered(Fault.noReply());
        assertThatThrownBy(() -> get(PAGE)).isInstanceOf(IOException.class);
    }

    @Test
    void faults_also_affect_single_objects_except_those_of_lists() throws Exception {
        stub.failNext(Fault.rowWithoutId(), Fault.empty(), Fault.halved(), Fault.status(500));
        assertThat(json(get("/spacecraft/233/")).has("id")).isFalse();
        assertThat(json(get("/spacecraft/233/")).required("id").longValue()).isEqualTo(233);
        assertThat(json(get("/spacecraft/233/")).required("id").longValue()).isEqualTo(233);
        assertThat(get("/spacecraft/233/").statusCode()).isEqualTo(500);
    }

    @Test
    void queued_faults_precede_the_permanent_one_and_do_not_affect_api_throttle() throws Exception {
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
    void a_held_reply_waits_for_its_latch_and_does_not_block_other_replies() throws Exception {
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
    void a_delayed_reply_exceeds_the_timeout_of_a_client() {
        stub.failNext(Fault.delayed(Duration.ofMinutes(5)));
        HttpRequest impatient = HttpRequest.newBuilder(request(PAGE), (name, value) -> true)
                .timeout(Duration.ofMillis(50))
                .build();
        assertThatThrownBy(() -> client.send(impatient, BodyHandlers.ofString()))
                .isInstanceOf(HttpTimeoutException.class);
    }

    private static Arguments faulty(String name, Fault fault, Consumer<HttpResponse<String>> expectation) {
        return arguments(named(name, fault), named("reply", expectation));
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
        return ExactJson.MAPPER.readTree(reply.body());
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
