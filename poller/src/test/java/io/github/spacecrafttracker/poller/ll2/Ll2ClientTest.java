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
    void one_request_asks_for_one_page_in_the_order_of_ids() throws InterruptedException {
        var reply = client.send(PAGE);
        assertThat(reply.result())
                .isInstanceOfSatisfying(
                        Listed.class, each -> assertThat(each.page().rows()).hasSize(19));
        assertThat(stub.requests()).singleElement().satisfies(asked -> {
            assertThat(asked.path() + "?" + asked.query())
                    .isEqualTo("/2.3.0/spacecraft/?limit=100&mode=normal&offset=0&ordering=id");
            assertThat(asked.headers().get("User-agent")).singleElement().satisfies(agent -> assertThat(agent)
                    .startsWith("spacecraft-tracker"));
            assertThat(asked.headers().get("Authorization")).isEqualTo(List.of("Token hush"));
        });
    }

    @ParameterizedTest(name = "{0} is {2}")
    @MethodSource
    void a_reply_that_is_not_what_the_contract_says_is_refused(String what, Fault fault, Outcome outcome)
            throws InterruptedException {
        stub.misbehave(fault);
        var reply = client.send(PAGE);
        assertThat(reply.result()).isInstanceOfSatisfying(Rejected.class, refused -> {
            assertThat(refused.outcome()).isEqualTo(outcome);
            assertThat(refused.detail()).isNotBlank().doesNotContain("\n", "Exception", "hush");
        });
        assertThat(stub.requests()).as("asked once").hasSize(1);
        assertThat(client.send(PAGE).result()).isInstanceOf(Listed.class);
    }

    static Stream<Arguments> a_reply_that_is_not_what_the_contract_says_is_refused() {
        return Stream.of(
                arguments("500", Fault.status(500), Outcome.STATUS),
                arguments("502", Fault.status(502), Outcome.STATUS),
                arguments("404", Fault.status(404), Outcome.STATUS),
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
                arguments("no JSON", Fault.raw(200, "application/json", "<p>".getBytes(UTF_8)), Outcome.MALFORMED),
                arguments("a cut connection", Fault.cutConnection(), Outcome.CONNECTION),
                arguments("no reply", Fault.noReply(), Outcome.CONNECTION),
                arguments("a reply without an end", Fault.huge(2_000_000), Outcome.TOO_LARGE),
                arguments("a wrong count", Fault.wrongCount(200), Outcome.CONTRADICTION),
                arguments("fewer rows than counted", Fault.shrunken(3), Outcome.CONTRADICTION),
                arguments("a repeated row", Fault.repeatedRow(), Outcome.CONTRADICTION),
                arguments("rows shifted out", Fault.shifted(2), Outcome.CONTRADICTION));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void a_token_that_is_not_believed_is_named_but_not_told(int status) throws InterruptedException {
        stub.misbehave(Fault.status(status, "{\"detail\":\"Invalid token.\"}"));

        assertThat(client.send(PAGE).result())
                .isInstanceOfSatisfying(Rejected.class, refused -> assertThat(refused.detail())
                        .isEqualTo("has status " + status + ": check LL2_API_TOKEN"));
    }

    private static byte[] nested() {
        return ("{\"count\":1,\"next\":null,\"results\":" + "[".repeat(50_000)).getBytes(UTF_8);
    }

    static Stream<Arguments> lookUps() {
        return Stream.of(
                arguments("another spacecraft", object("{\"id\":99998}"), Outcome.CONTRADICTION),
                arguments("a text for an id", object("{\"id\":\"4\"}"), Outcome.SHAPE),
                arguments("no id", object("{\"detail\":\"x\"}"), Outcome.SHAPE),
                arguments("a list", object("[]"), Outcome.SHAPE),
                arguments("two documents", Fault.twoDocuments(), Outcome.MALFORMED),
                arguments("cut JSON", Fault.cutJson(), Outcome.MALFORMED),
                arguments("a web page that says 404", Fault.status(404), Outcome.STATUS),
                arguments("a JSON 404 that says nothing", Fault.status(404, "{}"), Outcome.STATUS),
                arguments("an error", Fault.status(503), Outcome.STATUS),
                arguments("throttled", Fault.throttled(null), Outcome.THROTTLED),
                arguments("Latin-1", Fault.contentType("application/json; charset=latin1"), Outcome.CONTENT_TYPE),
                arguments("huge", Fault.huge(2_000_000), Outcome.TOO_LARGE));
    }

    /** That one is gone must be beyond doubt. */
    @ParameterizedTest(name = "{0} is {2}")
    @MethodSource("lookUps")
    void a_look_up_that_is_neither_the_spacecraft_nor_its_absence_is_refused(String what, Fault fault, Outcome outcome)
            throws InterruptedException {
        stub.misbehave(fault);
        assertThat(client.send(new Request.OneSpacecraft(id(), "normal")).result())
                .isInstanceOfSatisfying(
                        Rejected.class, each -> assertThat(each.outcome()).isEqualTo(outcome));
    }

    @Test
    void a_look_up_finds_the_spacecraft_in_the_form_of_the_lists() throws Exception {
        assertThat(client.send(new Request.OneSpacecraft(id(), "normal")).result())
                .isInstanceOfSatisfying(Found.class, each -> assertThat(each.row())
                        .isInstanceOfSatisfying(Row.Valid.class, row -> assertThat(new String(row.canonical(), UTF_8))
                                .contains("\"response_mode\":\"normal\"")
                                .doesNotContain("\"flights\":")));
        assertThat(client.send(new Request.OneSpacecraft(id(), "detailed")).result())
                .isInstanceOfSatisfying(Found.class, each -> assertThat(each.row())
                        .isInstanceOfSatisfying(Row.Valid.class, row -> assertThat(new String(row.canonical(), UTF_8))
                                .contains("\"response_mode\":\"detailed\"", "\"flights\":")));
    }

    @Test
    void a_look_up_of_what_is_not_there_is_its_absence() throws InterruptedException {
        assertThat(client.send(new Request.OneSpacecraft(99_999, "normal")).result())
                .isInstanceOf(Reply.Absent.class);
    }

    @Test
    void one_that_is_there_and_is_no_spacecraft_is_found_all_the_same() throws InterruptedException {
        stub.misbehave(Fault.rowWithoutInSpace());
        assertThat(client.send(new Request.OneSpacecraft(id(), "normal")).result())
                .isInstanceOfSatisfying(
                        Found.class, each -> assertThat(each.row()).isInstanceOf(Row.Unreadable.class));
    }

    @Test
    void a_server_that_does_not_speak_tls_is_a_connection_fault() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            new Thread(() -> sendHalf(server), "half").start();
            var reply = client("https://127.0.0.1:" + server.getLocalPort() + "/2.3.0")
                    .send(PAGE);
            assertThat(reply.result()).isEqualTo(new Rejected(Outcome.CONNECTION, "TLS failed", null));
        }
    }

    @Test
    void a_body_that_stops_half_way_is_given_up() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            new Thread(() -> sendHalf(server), "half").start();
            var impatient = client("http://127.0.0.1:" + server.getLocalPort() + "/2.3.0", Duration.ofMillis(300));
            assertThat(impatient.send(PAGE).result())
                    .isInstanceOfSatisfying(
                            Rejected.class, each -> assertThat(each.outcome()).isEqualTo(Outcome.TIMEOUT));
        }
    }

    /** To everybody, and then nothing more until it is closed. */
    private static void sendHalf(ServerSocket server) {
        try {
            while (true) {
                server.accept()
                        .getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"
                                .getBytes(UTF_8));
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    @Test
    void a_server_that_takes_no_connection_is_given_up() throws Exception {
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
                        .isInstanceOfSatisfying(Rejected.class, each -> assertThat(each.outcome())
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
    void no_reply_in_time_is_given_up() throws InterruptedException {
        stub.misbehave(Fault.held(new CountDownLatch(1)));
        var impatient = client(stub.baseUrl(), Duration.ofMillis(200));
        assertThat(impatient.send(PAGE).result())
                .isInstanceOfSatisfying(
                        Rejected.class, each -> assertThat(each.outcome()).isEqualTo(Outcome.TIMEOUT));
    }

    @Test
    void a_wait_that_the_server_asks_for_is_told() throws InterruptedException {
        stub.misbehave(Fault.throttled("3600"));
        assertThat(client.send(PAGE).result())
                .isEqualTo(new Rejected(Outcome.THROTTLED, "is throttled", NOON.plusSeconds(3600)));
    }

    @Test
    void an_unknown_host_and_a_closed_port_are_connection_faults() throws InterruptedException {
        for (var url : new String[] {"http://nowhere.invalid/2.3.0", "http://127.0.0.1:1/2.3.0"}) {
            assertThat(client(url).send(PAGE).result())
                    .as(url)
                    .isInstanceOfSatisfying(
                            Rejected.class, each -> assertThat(each.outcome()).isEqualTo(Outcome.CONNECTION));
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
