package io.github.spacecrafttracker.poller.ll2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.spacecrafttracker.poll.Outcome;
import io.github.spacecrafttracker.poller.ll2.RawServer.Behaviour;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against real sockets, whose other side does anything. */
class JdkHttpExchangeTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final ArrayList<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (var closeable : open) {
            closeable.close();
        }
    }

    @Test
    void a_whole_response_is_returned() throws Exception {
        var server = server(RawServer.sends(OK + "Content-Length: 3\r\n\r\n{ }"));
        var response = exchange().send(http(server));
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(response.headers().firstValue("Retry-After")).isEmpty();
        assertThat(new String(response.body(), UTF_8)).isEqualTo("{ }");
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                argumentSet("reset before a byte", RawServer.resetsAfter("")),
                argumentSet("reset in the body", RawServer.resetsAfter(OK + "Content-Length: 99\r\n\r\n{")),
                argumentSet("closed before a byte", RawServer.sends("")),
                argumentSet("closed in the headers", RawServer.sends(OK)),
                argumentSet("closed in the body", RawServer.sends(OK + "Content-Length: 99\r\n\r\n{")),
                argumentSet("closed in a chunk", RawServer.sends(OK + "Transfer-Encoding: chunked\r\n\r\n9\r\n{")),
                argumentSet("not HTTP", RawServer.sends("220 mail.example ESMTP\r\n\r\n")),
                argumentSet("no status", RawServer.sends("HTTP/1.1 OK\r\n\r\n")),
                argumentSet("another protocol", RawServer.sends("HTTP/1.1 101 Switching Protocols\r\n\r\n")),
                argumentSet("an invalid header", RawServer.sends(OK + "A b: c\r\n\r\n{}")),
                argumentSet("a length that is not a number", RawServer.sends(OK + "Content-Length: two\r\n\r\n{}")),
                argumentSet(
                        "a length that is too large",
                        RawServer.sends(OK + "Content-Length: " + "9".repeat(30) + "\r\n\r\n")),
                argumentSet(
                        "a chunk without a length",
                        RawServer.sends(OK + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}")));
    }

    /** docs/guarantees.md#g5: by default, the JDK's client would repeat the request. */
    @ParameterizedTest
    @MethodSource("broken")
    void a_broken_response_is_a_connection_error_and_is_requested_once(Behaviour behaviour) throws Exception {
        var server = server(behaviour);
        assertThat(outcome(exchange(), http(server))).isEqualTo(Outcome.CONNECTION);
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200",
                OK,
                OK + "Content-Length: 99\r\n\r\n",
                OK + "Content-Length: 99\r\n\r\n{\"id\":"
            })
    void an_incomplete_response_times_out_and_its_connection_is_closed(String beginning) throws Exception {
        var closed = new CountDownLatch(1);
        var server = server(connection -> {
            try {
                RawServer.stallsAfter(beginning).handle(connection);
            } finally {
                closed.countDown();
            }
        });
        assertThat(outcome(exchange(LONG, SHORT), http(server))).isEqualTo(Outcome.TIMEOUT);
        closed.await();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void a_server_that_does_not_accept_the_connection_times_out() throws Exception {
        var deaf = add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        // The operating system accepts only a few connections on behalf of the server.
        for (var waiting = 0; waiting < 8; waiting++) {
            var channel = add(SocketChannel.open());
            channel.configureBlocking(false);
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), deaf.getLocalPort()));
        }
        var url = URI.create("http://127.0.0.1:" + deaf.getLocalPort() + "/");
        assertThat(outcome(exchange(SHORT, LONG), url)).isEqualTo(Outcome.TIMEOUT);
    }

    @Test
    void a_body_without_an_end_fails_at_the_bound() throws Exception {
        var server = server(connection -> {
            var out = connection.getOutputStream();
            out.write((OK + "Transfer-Encoding: chunked\r\n\r\n").getBytes(UTF_8));
            var chunk = ("400\r\n" + " ".repeat(0x400) + "\r\n").getBytes(UTF_8);
            // Until the other side closes the connection.
            while (true) {
                out.write(chunk);
            }
        });
        assertThat(outcome(exchange(), http(server))).isEqualTo(Outcome.TOO_LARGE);
    }

    @Test
    void a_host_without_an_address_is_reported_as_unknown() {
        assertThat(detail(exchange(), URI.create("http://nowhere.invalid/"))).isEqualTo("its host is unknown");
    }

    @Test
    void a_closed_port_is_a_connection_error() throws Exception {
        var server = server(RawServer.sends(""));
        server.close();
        assertThat(detail(exchange(), http(server))).isEqualTo("the connection failed or was closed early");
    }

    @Test
    void a_server_without_tls_receives_no_token() throws Exception {
        var server = server(RawServer.sends("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"));
        assertThat(detail(exchange(), URI.create("https://127.0.0.1:" + server.port() + "/")))
                .isEqualTo("TLS failed");
        assertThat(server.requests()).noneMatch(request -> request.contains("hush"));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void a_redirect_is_a_response_and_the_token_is_sent_to_the_requested_host_only(int status) throws Exception {
        var elsewhere = server(RawServer.sends(OK + "Content-Length: 2\r\n\r\n{}"));
        var server = server(RawServer.sends(
                "HTTP/1.1 " + status + " Moved\r\nLocation: " + http(elsewhere) + "\r\nContent-Length: 0\r\n\r\n"));
        assertThat(exchange().send(http(server)).status()).isEqualTo(status);
        assertThat(server.requests()).singleElement().asString().contains("Authorization: Token hush\r\n");
        assertThat(elsewhere.requests()).isEmpty();
    }

    @Test
    void without_a_token_there_is_no_authorization_header() throws Exception {
        var server = server(RawServer.sends(OK + "Content-Length: 2\r\n\r\n{}"));
        new JdkHttpExchange(Optional.empty()).send(http(server));
        assertThat(server.requests()).singleElement().asString().doesNotContain("Authorization");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hush\nX-Other: 1", "hush ", "hush€", ""})
    void a_token_that_no_header_can_contain_is_rejected_without_showing_it(String token) {
        assertThatThrownBy(() -> new JdkHttpExchange(Optional.of(token)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hush");
    }

    @Test
    void waiting_for_a_response_can_be_interrupted() {
        var server = server(RawServer.stallsAfter(""));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> exchange().send(http(server))).isInstanceOf(InterruptedException.class);
    }

    private static Outcome outcome(JdkHttpExchange exchange, URI url) {
        return Ll2Client.failure(catchThrowableOfType(IOException.class, () -> exchange.send(url)))
                .outcome();
    }

    private static String detail(JdkHttpExchange exchange, URI url) {
        return Ll2Client.failure(catchThrowableOfType(IOException.class, () -> exchange.send(url)))
                .detail();
    }

    private static JdkHttpExchange exchange() {
        return exchange(LONG, LONG);
    }

    private static JdkHttpExchange exchange(Duration connect, Duration wholeReply) {
        return new JdkHttpExchange(connect, wholeReply, 1_000_000, Optional.of("hush"));
    }

    private static URI http(RawServer server) {
        return URI.create("http://127.0.0.1:" + server.port() + "/");
    }

    private RawServer server(Behaviour behaviour) {
        return add(new RawServer(behaviour));
    }

    private <C extends AutoCloseable> C add(C closeable) {
        open.add(closeable);
        return closeable;
    }
}
