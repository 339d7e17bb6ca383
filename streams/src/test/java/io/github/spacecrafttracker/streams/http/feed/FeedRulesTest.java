package io.github.spacecrafttracker.streams.http.feed;

import static io.github.spacecrafttracker.change.ChangeType.APPEARED;
import static io.github.spacecrafttracker.change.ChangeType.ENTERED_SPACE;
import static io.github.spacecrafttracker.change.ChangeType.LEFT_SPACE;
import static io.github.spacecrafttracker.change.ChangeType.REMOVED;
import static io.github.spacecrafttracker.change.ChangeType.STATUS_CHANGED;
import static io.github.spacecrafttracker.testkit.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.spacecrafttracker.change.Kind;
import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.service.lifecycle.Closer;
import io.github.spacecrafttracker.streams.BrokerTestBase;
import io.github.spacecrafttracker.streams.HttpReply;
import io.github.spacecrafttracker.streams.PersistentClient;
import io.github.spacecrafttracker.streams.changelog.ChangeTopics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Tests the feed's streams and pages. */
class FeedRulesTest extends BrokerTestBase {
    private static final Closer closer = new Closer();

    @SuppressWarnings("NullAway.Init") // Initialized before all tests.
    private static ChangeTopics topics;

    @SuppressWarnings("NullAway.Init")
    private static FeedServer server;

    /** Writes a log that no test modifies. */
    @BeforeAll
    static void start() throws Exception {
        topics = topics("rules");
        topics.commit(APPEARED, 4, 5, 6);
        topics.commit(ENTERED_SPACE, 4, 5);
        topics.commit(STATUS_CHANGED, 4);
        topics.commit(LEFT_SPACE, 4);
        topics.commit(REMOVED, 6);
        server = closer.add(FeedServer.holding(topics, 100));
    }

    @AfterAll
    static void close() {
        closer.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind=in_space                       | 4:in_space:4 5:in_space:5 4:in_space:7",
                "kind=status,in_space                | 4:in_space:4 5:in_space:5 4:status:6 4:in_space:7",
                "kind=status&kind=in_space           | 4:in_space:4 5:in_space:5 4:status:6 4:in_space:7",
                "type=in_space.left.v1               | 4:in_space:7",
                "type=io.github.spacecrafttracker.in_space.left.v1 | 4:in_space:7",
                "type=in_space.left.v1,catalogue.removed.v1 | 4:in_space:7 6:catalogue:8",
                "spacecraft=5                        | 5:catalogue:2 5:in_space:5",
                "spacecraft=5,6                      | 5:catalogue:2 6:catalogue:3 5:in_space:5 6:catalogue:8",
                "spacecraft=4&kind=status            | 4:status:6",
                "since=2026-11-24T10:00:06Z          | 4:status:6 4:in_space:7 6:catalogue:8",
                "since=2026-11-24T12:00:06%2B02:00   | 4:status:6 4:in_space:7 6:catalogue:8",
                "since=2026-11-24T10:00:05.001Z      | 4:status:6 4:in_space:7 6:catalogue:8",
                "since=beginning&spacecraft=6        | 6:catalogue:3 6:catalogue:8",
            })
    void a_filter_selects_changes(String query, String expected) throws Exception {
        var ids = List.of(expected.split(" ", -1));

        assertThat(ids(server.page("/v1/changes?" + query))).containsExactlyElementsOf(ids);
        var since = query.contains("since=") ? "" : "&since=beginning";
        try (var stream = server.stream("/v1/changes?" + query + since, null)) {
            assertThat(stream.next(ids.size()))
                    .extracting(event -> id(event.data()))
                    .containsExactlyElementsOf(ids);
        }
    }

    @Test
    void a_stream_starts_now_by_default() throws Exception {
        var own = topics("now");
        own.commit(APPEARED, 4);
        var one = closer.add(FeedServer.holding(own, 100));
        for (var target : List.of("/v1/changes", "/v1/changes?since=now", "/v1/changes?since=2100-01-01T00:00:00Z")) {
            try (var stream = one.stream(target, null)) {
                await().until(() -> !stream.lastEventId.isEmpty());
                own.commit(STATUS_CHANGED, 4);
                assertThat(id(stream.next().data())).startsWith("4:status:");
            }
        }
    }

    @Test
    void a_client_that_reconnects_continues_at_its_last_event_id_regardless_of_its_url() throws Exception {
        var first = Json.MAPPER.readTree(server.page("/v1/changes?limit=7").body());
        var cursor = first.path("cursor").asString();
        try (var stream = server.stream("/v1/changes?since=beginning", cursor)) {
            assertThat(id(stream.next().data())).isEqualTo("6:catalogue:8");
        }
        try (var stream = server.stream("/v1/changes?since=" + cursor, " ")) {
            assertThat(id(stream.next().data())).isEqualTo("6:catalogue:8");
        }
    }

    @Test
    void a_client_can_continue_on_another_instance() throws Exception {
        try (var other = FeedServer.holding(topics, 100);
                var here = server.stream("/v1/changes?since=beginning", null)) {
            var read = here.next(3);
            try (var there = other.stream("/v1/changes", read.get(2).id())) {
                assertThat(there.next(5)).isEqualTo(here.next(5));
            }
        }
    }

    @Test
    void the_changes_of_one_spacecraft_are_served_after_it_was_removed() throws Exception {
        assertThat(ids(server.page("/v1/spacecraft/4/changes")))
                .containsExactly("4:catalogue:1", "4:in_space:4", "4:status:6", "4:in_space:7");
        assertThat(ids(server.page("/v1/spacecraft/6/changes?order=newest")))
                .containsExactly("6:catalogue:8", "6:catalogue:3");
        assertThat(ids(server.page("/v1/spacecraft/5/changes?kind=status"))).isEmpty();
        try (var stream = server.stream("/v1/spacecraft/6/changes?since=beginning", null)) {
            assertThat(stream.next(2))
                    .extracting(event -> id(event.data()))
                    .containsExactly("6:catalogue:3", "6:catalogue:8");
        }
        for (var unknown : List.of("7", "0", "-4", "x", "1234567890123456789")) {
            assertRejected(server.page("/v1/spacecraft/" + unknown + "/changes"), 404, "no-such-spacecraft");
        }
        assertRejected(server.page("/v1/spacecraft/4/changes?spacecraft=5"), 400, "invalid-parameter");
    }

    @Test
    void a_stream_is_neither_compressed_nor_cached() throws Exception {
        try (var stream = server.stream("/v1/changes", null)) {
            assertThat(stream.status()).isEqualTo(200);
            assertThat(stream.header("Content-Type")).startsWith("text/event-stream");
            assertThat(stream.header("Cache-Control")).isEqualTo("no-cache, no-transform");
            assertThat(stream.header("X-Accel-Buffering")).isEqualTo("no");
            assertThat(stream.header("Vary")).contains("Accept");
        }
        var reply = firstBytes("GET /v1/changes HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n", "id: ");
        assertThat(reply)
                .startsWith("HTTP/1.1 200 ")
                .containsPattern("retry: [0-9]{4}\n")
                .doesNotContainIgnoringCase("content-encoding");
    }

    @Test
    void clients_get_different_retry_times_so_that_they_do_not_all_reconnect_at_once() throws IOException {
        var retryMillis = new TreeSet<Integer>();
        for (int client = 0; client < 10; client++) {
            var received = firstBytes("GET /v1/changes HTTP/1.0\r\n\r\n", "id: ");
            retryMillis.add(Integer.valueOf(received.replaceFirst("(?s).*\nretry: (\\d+)\n.*", "$1")));
        }

        assertThat(retryMillis).hasSizeGreaterThan(1).allSatisfy(millis -> assertThat(millis)
                .isBetween(2000, 4000));
    }

    @Test
    void an_http_1_0_client_is_served_until_the_connection_ends() throws Exception {
        assertThat(firstBytes("GET /v1/changes?since=beginning HTTP/1.0\r\n\r\n", "6:catalogue:8"))
                .matches("(?s)HTTP/1\\.[01] 200 .*\r\n\r\nretry: [0-9]{4}\nid: [A-Za-z0-9_-]+\n\nid: .*")
                .doesNotContainIgnoringCase("transfer-encoding");
    }

    @Test
    void head_and_options_are_supported() throws IOException {
        var stream = HttpReply.of(server.port(), "HEAD", "/v1/changes", "Host: a", "Accept: text/event-stream");
        assertThat(stream.status()).isEqualTo(200);
        assertThat(stream.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        assertThat(stream.body()).isEmpty();
        // A stream has no Content-Length, and 0 would be wrong.
        assertThat(stream.header("Content-Length")).isEmpty();
        var page = HttpReply.of(server.port(), "HEAD", "/v1/changes", "Host: a", "Accept: application/json");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).contains("application/json");
        var options = HttpReply.of(server.port(), "OPTIONS", "/v1/changes", "Host: a");
        assertThat(options.status()).isEqualTo(204);
        assertThat(options.header("Allow")).contains("GET, HEAD, OPTIONS");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/changes?limit=5, text/event-stream, 400, invalid-parameter",
        "/v1/changes?order=newest, text/event-stream, 400, invalid-parameter",
        "/v1/changes?before=x, text/event-stream, 400, invalid-parameter",
        "/v1/changes?before=x, application/json, 400, invalid-parameter",
        "/v1/changes?order=newest&since=now, application/json, 400, invalid-parameter",
        "/v1/changes?order=newest&before=x, application/json, 400, cursor-garbled",
        "/v1/changes?since=x, application/json, 400, cursor-garbled",
        "/v1/changes?since=x, text/event-stream, 400, cursor-garbled",
        "/v1/changes?since=%2B999999999-12-31T23:59:59Z, text/event-stream, 400, invalid-parameter",
        "/v1/changes?nonsense=1, text/event-stream, 400, invalid-parameter",
        "/v1/changes, text/html, 406, not-acceptable",
    })
    void an_invalid_request_is_rejected_with_a_reason(String target, String accept, int status, String reason)
            throws IOException {
        assertRejected(get(server, target, accept), status, reason);
    }

    @ParameterizedTest
    @CsvSource({"/v1/changes, POST", "/v1/changes, DELETE", "/v1/spacecraft/4/changes, PUT"})
    void another_method_is_rejected_with_a_reason(String target, String method) throws IOException {
        var reply = HttpReply.of(server.port(), method, target, "Host: a");

        assertRejected(reply, 405, "method-not-allowed");
        assertThat(reply.header("Allow")).contains("GET, HEAD, OPTIONS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/changes?limit=1", "/v1/changes?limit=1&order=newest"})
    void the_next_link_does_not_encode_commas_so_that_it_is_not_too_long(String target) throws IOException {
        var ids = IntStream.range(4, 1004).mapToObj(Integer::toString).collect(Collectors.joining(","));

        var next = nextTarget(server.page(target + "&spacecraft=" + ids + "&kind=catalogue,in_space"));

        assertThat(next)
                .contains("kind=catalogue,in_space", "spacecraft=4,5,6,")
                .doesNotContain("%2C");
        assertThat(ids(server.page(next))).hasSize(1);
    }

    @Test
    void a_page_requires_a_valid_host_header() throws IOException {
        assertRejected(
                HttpReply.of(server.port(), "GET", "/v1/changes", "Host: -a", "Accept: application/json"),
                400,
                "invalid-host");
    }

    /**
     * Sends ten thousand truncated, modified, extended, reversed and random cursors as a parameter
     * and as a header.
     */
    @Test
    void a_garbled_cursor_causes_neither_a_server_error_nor_a_start_at_another_position() throws Exception {
        var random = new Random(Long.getLong("seed", 1));
        int cursors = Integer.getInteger("cursors", 10_000);
        var valid = Json.MAPPER
                .readTree(server.page("/v1/changes?limit=3").body())
                .path("cursor")
                .asString();
        var expected = server.page("/v1/changes?limit=2&since=" + valid);
        try (var client = new PersistentClient(server.port())) {
            for (int number = 0; number < cursors; number++) {
                var cursor = garbled(valid, random);
                var page = client.get(
                        "/v1/changes?limit=2&since=" + URLEncoder.encode(cursor, UTF_8), "Accept: application/json");
                if (page.status() == 200) {
                    assertThat(ids(page)).as(cursor).isEqualTo(ids(expected));
                } else {
                    assertRejected(page, 400, "cursor-garbled");
                }
                var head = client.head("/v1/changes", "Accept: text/event-stream\r\nLast-Event-ID: " + cursor);
                assertThat(head).as(cursor).isEqualTo(page.status());
            }
        }

        assertThat(server.page("/v1/changes?limit=2&since=" + valid))
                .extracting(HttpReply::body)
                .isEqualTo(expected.body());
        assertThat(ids(server.page("/v1/changes"))).hasSize(8);
    }

    private static String garbled(String cursor, Random random) {
        var text = new StringBuilder(cursor);
        switch (random.nextInt(5)) {
            case 0 -> text.setLength(1 + random.nextInt(cursor.length() - 1));
            case 1 -> text.setCharAt(random.nextInt(cursor.length()), printable(random));
            case 2 -> text.insert(random.nextInt(cursor.length()), printable(random));
            case 3 -> text.reverse();
            default -> {
                text.setLength(0);
                random.ints(1 + random.nextInt(60)).forEach(ignored -> text.append(printable(random)));
            }
        }
        return text.toString();
    }

    /**
     * Returns a random character except a colon, because a colon would make the cursor look like a
     * time.
     */
    private static char printable(Random random) {
        var character = (char) ('!' + random.nextInt('~' - '!' + 1));
        return character == ':' ? '=' : character;
    }

    @Test
    void the_clients_of_an_address_and_of_an_instance_are_limited() throws Exception {
        var few = closer.add(new FeedServer(topics, 100, new FeedLimits(3, 2), Duration.ofMillis(200)));
        try (var first = few.stream("/v1/changes", null);
                var second = few.stream("/v1/changes", null)) {
            assertThat(List.of(first.status(), second.status())).containsOnly(200);
            var rejected = get(few, "/v1/changes", "text/event-stream");
            assertRejected(rejected, 429, "too-many-clients-of-address");
            assertThat(rejected.header("Retry-After")).isPresent();
            assertThat(few.page("/v1/changes").status()).isEqualTo(200);
        }
        await().until(() -> few.subscribers.count() == 0);
        try (var third = few.stream("/v1/changes", null);
                var fourth = few.stream("/v1/changes", null)) {
            assertThat(List.of(third.status(), fourth.status())).containsOnly(200);
        }
        var one = closer.add(new FeedServer(topics, 100, new FeedLimits(1, 2), Duration.ofMillis(200)));
        try (var only = one.stream("/v1/changes", null)) {
            assertThat(only.status()).isEqualTo(200);
            var rejected = get(one, "/v1/changes", "text/event-stream");
            assertRejected(rejected, 503, "too-many-clients");
            assertThat(rejected.header("Retry-After")).isPresent();
        }
    }

    @Test
    void comments_keep_a_connection_alive_and_a_cursor_follows_skipped_changes() throws Exception {
        var own = topics("silence");
        var quiet = closer.add(new FeedServer(own, 100, FeedServer.MANY, Duration.ofMillis(1)));
        assertThat(firstBytes(quiet.port(), "GET /v1/changes HTTP/1.0\r\n\r\n", "\n\n:\n\n:\n\n"))
                .containsPattern("retry: [0-9]{4}\n");
        try (var stream = quiet.stream("/v1/changes?kind=status", null)) {
            await().until(() -> !stream.lastEventId.isEmpty());
            var before = stream.lastEventId;
            own.commit(APPEARED, 4);
            await().until(() -> !stream.lastEventId.equals(before));
            var afterSkipped = stream.lastEventId;
            assertThat(ids(quiet.page("/v1/changes?since=" + before))).containsExactly("4:catalogue:1");
            assertThat(ids(quiet.page("/v1/changes?since=" + afterSkipped))).isEmpty();
        }
    }

    @Test
    void a_server_that_stops_sends_a_closing_event_and_the_cursor_remains_valid() throws Exception {
        var own = topics("stops");
        var one = FeedServer.holding(own, 100);
        try (var stream = one.stream("/v1/changes?since=beginning", null)) {
            own.commit(APPEARED, 4);
            var change = stream.next();
            one.close();

            var last = stream.next();
            assertThat(last.type()).isEqualTo("closing");
            assertThat(last.data()).isEqualTo("{\"reason\":\"stopping\"}");
            assertThat(last.id()).isEqualTo(change.id());
            await().until(() -> stream.ended);
        }
    }

    @Test
    void foreign_records_are_skipped_with_one_warning_each() throws Exception {
        var own = topics("foreign");
        var one = closer.add(FeedServer.holding(own, 10));
        var warnings = new ListAppender<ILoggingEvent>();
        var logger =
                (Logger) LoggerFactory.getLogger("io.github.spacecrafttracker.streams.changelog.ChangeRecordReader");
        warnings.start();
        logger.addAppender(warnings);
        try {
            own.begin();
            own.change(STATUS_CHANGED, 4);
            for (var headers : foreignHeaders()) {
                own.foreign(Kind.STATUS, 4, "{}".getBytes(UTF_8), headers);
            }
            own.foreign(
                    Kind.STATUS,
                    4,
                    "{\"id\":1".getBytes(UTF_8),
                    event("ce_subject", "4", "ce_type", "t", "ce_source", "s"));
            own.foreign(Kind.STATUS, 4, null, List.of());
            own.change(STATUS_CHANGED, 4);
            own.change(STATUS_CHANGED, 4);
            own.change(STATUS_CHANGED, 4);
            own.commit();
            var all = List.of("4:status:1", "4:status:2", "4:status:3", "4:status:4");
            await().untilAsserted(() -> assertThat(all(one, "/v1/changes")).isEqualTo(all));

            assertThat(all(one, "/v1/changes?order=newest")).containsExactlyInAnyOrderElementsOf(all);
            try (var stream = one.stream("/v1/changes?since=beginning", null)) {
                var received = stream.next(4);
                assertThat(received).extracting(event -> id(event.data())).isEqualTo(all);
                assertThat(all(one, "/v1/changes?since=" + received.get(0).id()))
                        .isEqualTo(all.subList(1, 4));
            }
            assertThat(warnings.list)
                    .filteredOn(line -> line.getLevel().equals(Level.WARN))
                    .hasSize(foreignHeaders().size() + 2)
                    .allSatisfy(line -> assertThat(line.getFormattedMessage())
                            .startsWith("foreign.changes.status, partition ")
                            .endsWith(" is not a change event and is skipped. Check which other producer writes to this"
                                    + " topic."));
        } finally {
            logger.detachAppender(warnings);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "since=%s, application/json",
        "since=%s, text/event-stream",
        "order=newest&before=%s, application/json",
        "since=2026-11-24T10:00:03Z, application/json",
        "since=2026-11-24T10:00:03Z, text/event-stream",
    })
    void a_position_before_the_oldest_change_in_memory_returns_410(String query, String accept) throws Exception {
        var old = Json.MAPPER
                .readTree(server.page("/v1/changes?limit=2").body())
                .path("cursor")
                .asString();
        try (var few = FeedServer.holding(topics, 4)) {
            var gone = get(few, "/v1/changes?" + query.formatted(old), accept);

            assertRejected(gone, 410, "cursor-expired");
            var body = Json.MAPPER.readTree(gone.body());
            assertThat(body.path("topics").valueStream().map(name -> name.asString()))
                    .containsExactlyInAnyOrder(
                            "rules.changes.in-space",
                            "rules.changes.status",
                            "rules.changes.counts",
                            "rules.changes.catalogue",
                            "rules.changes.details");
            var held = List.of("5:in_space:5", "4:status:6", "4:in_space:7", "6:catalogue:8");
            var oldest = body.path("oldest_cursor").asString();
            assertThat(ids(few.page("/v1/changes?since=" + oldest))).isEqualTo(held);
            assertThat(ids(few.page("/v1/changes?since=beginning"))).isEqualTo(held);
            assertThat(ids(few.page("/v1/changes?since=2026-11-24T10:00:05Z"))).isEqualTo(held);
            assertThat(all(few, "/v1/changes?order=newest&limit=3"))
                    .containsExactly("6:catalogue:8", "4:in_space:7", "4:status:6", "5:in_space:5");
        }
    }

    @Test
    void a_stream_waits_at_the_cursor_of_a_faster_instance_and_a_page_returns_503() throws Exception {
        var own = topics("faster");
        own.commit(APPEARED, 4);
        var blocked = new CountDownLatch(1);
        var isSlow = new AtomicBoolean();
        try (var fast = FeedServer.holding(own, 100);
                var slow = new FeedServer(own, 100, FeedServer.MANY, FeedServer.SILENCE, changes -> {
                    if (isSlow.get()) {
                        awaitQuietly(blocked);
                    }
                })) {
            isSlow.set(true);
            own.commit(APPEARED, 5);
            await().until(() -> ids(fast.page("/v1/changes")).size() == 2);
            await().until(() -> ids(slow.page("/v1/changes")).size() == 2);
            own.commit(APPEARED, 6);
            await().until(() -> ids(fast.page("/v1/changes")).size() == 3);
            var cursor = Json.MAPPER
                    .readTree(fast.page("/v1/changes").body())
                    .path("cursor")
                    .asString();

            for (var query : List.of("since=", "order=newest&before=")) {
                var page = slow.page("/v1/changes?" + query + cursor);
                assertRejected(page, 503, "unavailable");
                assertThat(page.header("Retry-After")).isPresent();
            }
            try (var stream = slow.stream("/v1/changes", cursor)) {
                assertThat(stream.status()).isEqualTo(200);
                blocked.countDown();
                own.commit(APPEARED, 7);
                assertThat(id(stream.next().data())).isEqualTo("7:catalogue:4");
            }
        } finally {
            blocked.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<List<Header>> foreignHeaders() {
        return List.of(
                List.of(),
                List.of(header("content-type", "application/json")),
                List.of(header("content-type", "application/cloudevents+json")),
                List.of(header("content-type", "application/cloudevents+avro")),
                List.of(new RecordHeader("content-type", (byte[]) null)),
                List.of(header("ce_specversion", "1.0")),
                List.of(header("ce_specversion", "7")),
                List.of(new RecordHeader("ce_specversion", (byte[]) null)),
                event("ce_subject", "4", "ce_type", "t", "ce_source", "s", "ce_time", "yesterday"),
                event("ce_subject", "4", "ce_type", "t", "ce_source", ":/\\ no uri"),
                event("ce_subject", "4", "ce_type", "a\n\ndata: b", "ce_source", "s"),
                event("ce_subject", "4", "ce_type", "t", "ce_source", "s"),
                event("ce_type", "t", "ce_source", "s"));
    }

    private static List<Header> event(String... attributes) {
        var headers = new ArrayList<Header>(List.of(header("ce_specversion", "1.0"), header("ce_id", "x")));
        for (int name = 0; name < attributes.length; name += 2) {
            headers.add(header(attributes[name], attributes[name + 1]));
        }
        return headers;
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }

    private static ChangeTopics topics(String prefix) throws Exception {
        return closer.add(new ChangeTopics(ChangeTopics.settings(broker.bootstrapServers(), prefix)));
    }

    private static void assertRejected(HttpReply reply, int status, String reason) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(Json.MAPPER.readTree(reply.body()).propertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        status == 410
                                ? List.of("detail", "reason", "oldest_cursor", "topics")
                                : List.of("detail", "reason"));
        assertThat(Json.MAPPER.readTree(reply.body()).path("reason").asString()).isEqualTo(reason);
    }

    private static List<String> ids(HttpReply page) {
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        var ids = new ArrayList<String>();
        Json.MAPPER
                .readTree(page.body())
                .path("results")
                .forEach(event -> ids.add(event.path("id").asString()));
        return ids;
    }

    /** Returns the reply without its body if the reply has no length. */
    private static HttpReply get(FeedServer server, String target, String accept) throws IOException {
        try (var client = new PersistentClient(server.port())) {
            return client.get(target, "Accept: " + accept);
        }
    }

    /** Follows the links and returns the ids of all pages. */
    private static List<String> all(FeedServer server, String target) throws IOException {
        var ids = new ArrayList<String>();
        var next = target;
        while (!next.isEmpty()) {
            var page = server.page(next);
            ids.addAll(ids(page));
            next = nextTarget(page);
        }
        return ids;
    }

    /** Returns the path and query of the next page; empty on the last page. */
    private static String nextTarget(HttpReply page) {
        return Json.MAPPER.readTree(page.body()).path("next").asString("").replaceFirst("^http://[^/]+", "");
    }

    private static String id(String event) {
        return Json.MAPPER.readTree(event).path("id").asString();
    }

    private static String firstBytes(String request, String upTo) throws IOException {
        return firstBytes(server.port(), request, upTo);
    }

    /** Reads up to this text, and returns what was received. */
    private static String firstBytes(int port, String request, String upTo) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            var received = new StringBuilder();
            while (received.indexOf(upTo) < 0) {
                int next = socket.getInputStream().read();
                assertThat(next).as(received.toString()).isNotNegative();
                received.append((char) next);
            }
            return received.toString();
        }
    }
}
