package io.github.spacecrafttracker.poller.ll2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.spacecrafttracker.embedded.upstream.Fault;
import io.github.spacecrafttracker.embedded.upstream.RecordedSpacecraft;
import io.github.spacecrafttracker.embedded.upstream.StubUpstream;
import io.github.spacecrafttracker.poll.Outcome;
import io.github.spacecrafttracker.poller.ll2.Reply.Found;
import io.github.spacecrafttracker.poller.ll2.Reply.Listed;
import io.github.spacecrafttracker.poller.ll2.Reply.Rejected;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ll2ClientTest {
    private static final String NOT_FOUND = "{\"detail\":\"No Spacecraft matches the given query.\"}";
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Request PAGE = new Request.AllSpacecraft(0, "normal");

    private final StubUpstream stub = StubUpstream.start(0);
    private final Ll2Client client = client(stub.baseUrl());

    @BeforeEach
    void the_recorded_spacecraft() {
        stub.serve(RecordedSpacecraft.all());
    }

    @AfterEach
    void close() {
        stub.close();
    }

    @Test
    void a_page_is_one_request_ordered_by_id() throws InterruptedException {
        var reply = client.send(PAGE);
        assertThat(reply.result())
                .isInstanceOfSatisfying(
                        Listed.class, listed -> assertThat(listed.page().rows()).hasSize(19));
        assertThat(stub.requests()).singleElement().satisfies(request -> {
            assertThat(request.path() + "?" + request.query())
                    .isEqualTo("/2.3.0/spacecraft/?limit=100&mode=normal&offset=0&ordering=id");
            assertThat(request.headers().get("User-agent")).singleElement().satisfies(agent -> assertThat(agent)
                    .startsWith("spacecraft-tracker"));
            assertThat(request.headers().get("Authorization")).isEqualTo(List.of("Token hush"));
        });
    }

    @ParameterizedTest(name = "{0} is {2}")
    @MethodSource
    void a_reply_that_violates_the_contract_is_rejected(String what, Fault fault, Outcome outcome)
            throws InterruptedException {
        stub.failNext(fault);
        var reply = client.send(PAGE);
        assertThat(reply.result()).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.outcome()).isEqualTo(outcome);
            assertThat(rejected.detail()).isNotBlank().doesNotContain("\n", "Exception", "hush");
        });
        assertThat(stub.requests()).as("requested once").hasSize(1);
        assertThat(client.send(PAGE).result()).isInstanceOf(Listed.class);
    }

    static Stream<Arguments> a_reply_that_violates_the_contract_is_rejected() {
        return Stream.of(
                arguments("500", Fault.status(500), Outcome.STATUS),
                arguments("502", Fault.status(502), Outcome.STATUS),
                arguments("404", Fault.status(404), Outcome.STATUS),
                arguments("a 404 of Launch Library 2", Fault.status(404, NOT_FOUND), Outcome.STATUS),
                arguments("401", Fault.status(401, "{\"detail\":\"Invalid token.\"}"), Outcome.STATUS),
                arguments("204", Fault.raw(204, "application/json", new byte[0]), Outcome.STATUS),
                arguments("throttled", Fault.throttled("3600"), Outcome.THROTTLED),
                arguments("a redirect elsewhere", Fault.redirect("http://127.0.0.2:1/"), Outcome.REDIRECTED),
                arguments("HTML with 200", Fault.html(), Outcome.CONTENT_TYPE),
                arguments("text", Fault.contentType("text/plain"), Outcome.CONTENT_TYPE),
                arguments("Latin-1", Fault.contentType("application/json; charset=latin1"), Outcome.CONTENT_TYPE),
                arguments("cut JSON", Fault.cutJson(), Outcome.MALFORMED),
                arguments("two documents", Fault.twoDocuments(), Outcome.MALFORMED),
                arguments("deep nesting", Fault.raw(200, "application/json", nested()), Outcome.MALFORMED),
                arguments("not JSON", Fault.raw(200, "application/json", "<p>".getBytes(UTF_8)), Outcome.MALFORMED),
                arguments("a cut connection", Fault.cutConnection(), Outcome.CONNECTION),
                arguments("no reply", Fault.noReply(), Outcome.CONNECTION),
                arguments("an endless reply", Fault.huge(2_000_000), Outcome.TOO_LARGE),
                arguments("a wrong count", Fault.wrongCount(200), Outcome.CONTRADICTION),
                arguments("fewer rows than counted", Fault.shrunken(3), Outcome.CONTRADICTION),
                arguments("a repeated row", Fault.repeatedRow(), Outcome.CONTRADICTION),
                arguments("rows shifted out", Fault.shifted(2), Outcome.CONTRADICTION));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void a_rejected_token_is_reported_by_its_setting_and_not_shown(int status) throws InterruptedException {
        stub.failNext(Fault.status(status, "{\"detail\":\"Invalid token.\"}"));

        assertThat(client.send(PAGE).result())
                .isInstanceOfSatisfying(Rejected.class, rejected -> assertThat(rejected.detail())
                        .isEqualTo("has status " + status + ": check LL2_API_TOKEN"));
    }

    private static byte[] nested() {
        return ("{\"count\":1,\"next\":null,\"results\":" + "[".repeat(50_000)).getBytes(UTF_8);
    }

    static Stream<Arguments> lookUps() {
        return Stream.of(
                arguments("another spacecraft", object("{\"id\":99998}"), Outcome.CONTRADICTION),
                arguments("a string as the id", object("{\"id\":\"4\"}"), Outcome.SHAPE),
                arguments("no id", object("{\"detail\":\"x\"}"), Outcome.SHAPE),
                arguments("a list", object("[]"), Outcome.SHAPE),
                arguments("two documents", Fault.twoDocuments(), Outcome.MALFORMED),
                arguments("cut JSON", Fault.cutJson(), Outcome.MALFORMED),
                arguments("a web page with status 404", Fault.status(404), Outcome.STATUS),
                arguments("a JSON 404 without detail", Fault.status(404, "{}"), Outcome.STATUS),
                arguments(
                        "a 404 that is not declared as JSON",
                        Fault.raw(404, "text/html", NOT_FOUND.getBytes(UTF_8)),
                        Outcome.STATUS),
                arguments("a detail with another status", Fault.status(410, NOT_FOUND), Outcome.STATUS),
                arguments("an error", Fault.status(503), Outcome.STATUS),
                arguments("throttled", Fault.throttled(null), Outcome.THROTTLED),
                arguments("Latin-1", Fault.contentType("application/json; charset=latin1"), Outcome.CONTENT_TYPE),
                arguments("huge", Fault.huge(2_000_000), Outcome.TOO_LARGE));
    }

    /** docs/guarantees.md#g4: a removal must be beyond doubt. */
    @ParameterizedTest(name = "{0} is {2}")
    @MethodSource("lookUps")
    void a_look_up_that_neither_finds_the_spacecraft_nor_proves_its_absence_is_rejected(
            String what, Fault fault, Outcome outcome) throws InterruptedException {
        stub.failNext(fault);
        assertThat(client.send(new Request.OneSpacecraft(id(), "normal")).result())
                .isInstanceOfSatisfying(Rejected.class, rejected -> assertThat(rejected.outcome())
                        .isEqualTo(outcome));
    }

    @Test
    void a_look_up_returns_the_spacecraft_in_the_form_of_the_lists() throws Exception {
        assertThat(client.send(new Request.OneSpacecraft(id(), "normal")).result())
                .isInstanceOfSatisfying(Found.class, found -> assertThat(found.row())
                        .isInstanceOfSatisfying(
                                UpstreamRow.Valid.class, row -> assertThat(new String(row.canonical(), UTF_8))
                                        .contains("\"response_mode\":\"normal\"")
                                        .doesNotContain("\"flights\":")));
        assertThat(client.send(new Request.OneSpacecraft(id(), "detailed")).result())
                .isInstanceOfSatisfying(Found.class, found -> assertThat(found.row())
                        .isInstanceOfSatisfying(
                                UpstreamRow.Valid.class, row -> assertThat(new String(row.canonical(), UTF_8))
                                        .contains("\"response_mode\":\"detailed\"", "\"flights\":")));
    }

    @Test
    void a_look_up_of_a_spacecraft_that_does_not_exist_returns_its_absence() throws InterruptedException {
        assertThat(client.send(new Request.OneSpacecraft(99_999, "normal")).result())
                .isInstanceOf(Reply.Absent.class);
    }

    @Test
    void an_unreadable_spacecraft_is_found_nevertheless() throws InterruptedException {
        stub.failNext(Fault.rowWithoutInSpace());
        assertThat(client.send(new Request.OneSpacecraft(id(), "normal")).result())
                .isInstanceOfSatisfying(
                        Found.class, found -> assertThat(found.row()).isInstanceOf(UpstreamRow.Unreadable.class));
    }

    @Test
    void a_server_without_tls_is_a_connection_error() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            new Thread(() -> sendHalf(server), "half").start();
            var reply = client("https://127.0.0.1:" + server.getLocalPort() + "/2.3.0")
                    .send(PAGE);
            assertThat(reply.result()).isEqualTo(new Rejected(Outcome.CONNECTION, "TLS failed", null));
        }
    }

    @Test
    void a_body_that_stops_halfway_times_out() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            new Thread(() -> sendHalf(server), "half").start();
            var impatient = client("http://127.0.0.1:" + server.getLocalPort() + "/2.3.0", Duration.ofMillis(300));
            assertThat(impatient.send(PAGE).result())
                    .isInstanceOfSatisfying(Rejected.class, rejected -> assertThat(rejected.outcome())
                            .isEqualTo(Outcome.TIMEOUT));
        }
    }

    /** Sends half a response on each connection, until the server is closed. */
    private static void sendHalf(ServerSocket server) {
        try {
            while (true) {
                server.accept()
                        .getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"
                                .getBytes(UTF_8));
            }
        } catch (IOException e) {
            // The server was closed.
        }
    }

    @Test
    void a_server_that_accepts_no_connection_times_out() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var waiting = new ArrayList<Socket>();
            try {
                for (var connection = 0; connection < 3; connection++) {
                    var socket = new Socket();
                    waiting.add(socket);
                    try {
                        socket.connect(server.getLocalSocketAddress(), 100);
                    } catch (SocketTimeoutException e) {
                        break;
                    }
                }
                var impatient = client("http://127.0.0.1:" + server.getLocalPort() + "/2.3.0", Duration.ofMillis(300));
                assertThat(impatient.send(PAGE).result())
                        .isInstanceOfSatisfying(Rejected.class, rejected -> assertThat(rejected.outcome())
                                .isEqualTo(Outcome.TIMEOUT));
            } finally {
                for (var socket : waiting) {
                    socket.close();
                }
            }
        }
    }

    private static Fault object(String json) {
        return Fault.status(200, json);
    }

    private static long id() {
        return RecordedSpacecraft.all().get(0).required("id").longValue();
    }

    @Test
    void a_missing_reply_times_out() throws InterruptedException {
        stub.failNext(Fault.held(new CountDownLatch(1)));
        var impatient = client(stub.baseUrl(), Duration.ofMillis(200));
        assertThat(impatient.send(PAGE).result())
                .isInstanceOfSatisfying(Rejected.class, rejected -> assertThat(rejected.outcome())
                        .isEqualTo(Outcome.TIMEOUT));
    }

    @Test
    void a_wait_that_the_server_requires_is_reported() throws InterruptedException {
        stub.failNext(Fault.throttled("3600"));
        assertThat(client.send(PAGE).result())
                .isEqualTo(new Rejected(Outcome.THROTTLED, "is throttled", NOON.plusSeconds(3600)));
    }

    @Test
    void an_unknown_host_and_a_closed_port_are_connection_errors() throws InterruptedException {
        for (var url : new String[] {"http://nowhere.invalid/2.3.0", "http://127.0.0.1:1/2.3.0"}) {
            assertThat(client(url).send(PAGE).result())
                    .as(url)
                    .isInstanceOfSatisfying(Rejected.class, rejected -> assertThat(rejected.outcome())
                            .isEqualTo(Outcome.CONNECTION));
        }
    }

    private static Ll2Client client(String baseUrl) {
        return client(baseUrl, Duration.ofMinutes(1));
    }

    private static Ll2Client client(String baseUrl, Duration wholeReply) {
        var http = new JdkHttpExchange(Duration.ofSeconds(10), wholeReply, 1_000_000, Optional.of("hush"));
        return new Ll2Client(URI.create(baseUrl), http, InstantSource.fixed(NOON));
    }
}
