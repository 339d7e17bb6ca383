package io.github.spacecrafttracker.streams.changelog;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.change.ChangeType;
import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.service.lifecycle.Closer;
import io.github.spacecrafttracker.streams.BrokerTestBase;
import io.github.spacecrafttracker.streams.http.feed.FeedServer;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A client that reads the feed in pieces of any size and with any filter receives the same events
 * as a plain {@code read_committed} consumer: each event once, in the order of its partition.
 * Repeated events are skipped.
 */
class ChangesInPiecesTest extends BrokerTestBase {
    private static final long SEED = Long.getLong("seed", 1);
    private static final int HELD = 10_000;
    private static final int SPACECRAFT = 12;
    private static final List<String> KINDS = List.of("in_space", "status", "counts", "catalogue", "details");

    private static final Closer closing = new Closer();
    private static final Random random = new Random(SEED);

    @SuppressWarnings("NullAway.Init") // Initialized before all tests, like all fields here.
    private static FeedServer server;

    @SuppressWarnings("NullAway.Init")
    private static Map<String, List<String>> expected;

    /** Writes half of a log before the service starts, and the other half afterwards. */
    @BeforeAll
    static void writeLog() throws Exception {
        var topics = closing.add(new ChangeTopics(ChangeTopics.settings(broker.bootstrapServers(), "pieces")));
        var other = closing.add(new ChangeTopics(topics.kafka, "other"));
        var numbers = new int[1];
        write(topics, other, 25, numbers);
        server = closing.add(FeedServer.holding(topics, HELD));
        write(topics, other, 25, numbers);
        expected = withoutRepeated(topics.read());
        int all = expected.values().stream().mapToInt(List::size).sum();
        assertThat(all).isGreaterThan(240);
        await().until(() -> ids(pages("/v1/changes?order=oldest&limit=1000")).size() == all);
    }

    @AfterAll
    static void close() {
        closing.close();
    }

    /**
     * Drops events that are older than the last one of their spacecraft and kind, which two writers
     * may cause.
     */
    private static Map<String, List<String>> withoutRepeated(Map<String, List<String>> read) {
        var last = new HashMap<String, Integer>();
        var kept = new HashMap<String, List<String>>();
        read.forEach((partition, ids) -> kept.put(
                partition,
                ids.stream()
                        .filter(id -> {
                            var ofOne = id.substring(0, id.lastIndexOf(':'));
                            int observation = Integer.parseInt(id.substring(id.lastIndexOf(':') + 1));
                            var before = last.get(ofOne);
                            boolean isNew = before == null || observation > before;
                            if (isNew) {
                                last.put(ofOne, observation);
                            }
                            return isNew;
                        })
                        .toList()));
        return kept;
    }

    /**
     * Writes transactions of two writers, some overlapping and some aborted. Timestamps sometimes
     * decrease.
     */
    private static void write(ChangeTopics one, ChangeTopics two, int transactions, int[] numbers) {
        var types = List.of(ChangeType.values());
        for (int transaction = 0; transaction < transactions; transaction++) {
            var writers = random.nextBoolean() ? List.of(one) : List.of(one, two);
            writers.forEach(ChangeTopics::begin);
            for (int change = random.nextInt(20); change >= 0; change--) {
                int number = ++numbers[0];
                writers.get(random.nextInt(writers.size()))
                        .change(
                                types.get(random.nextInt(types.size())),
                                random.nextInt(SPACECRAFT),
                                number,
                                ChangeTopics.time(number - random.nextInt(5)));
            }
            for (var writer : writers) {
                if (random.nextInt(6) == 0) {
                    writer.abort();
                } else {
                    writer.commit();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 100, 1000})
    void pages_in_ascending_order_contain_the_log(int limit) throws Exception {
        assertIsLog(ids(pages("/v1/changes?limit=" + limit)), id -> true);
    }

    @ParameterizedTest
    @ValueSource(ints = {25, 100, 1000})
    void pages_in_descending_order_contain_the_log_from_its_end(int limit) throws Exception {
        var ids = ids(pages("/v1/changes?order=newest&limit=" + limit));
        Collections.reverse(ids);

        assertIsLog(ids, id -> true);
    }

    @Test
    void small_pages_with_a_filter_contain_exactly_the_accepted_changes() throws Exception {
        Predicate<String> accepted = id -> id.startsWith("5:in_space:") || id.startsWith("7:in_space:");
        for (var order : List.of("limit=1&order=oldest", "limit=1&order=newest", "limit=3&order=newest")) {
            var ids = ids(pages("/v1/changes?kind=in_space&spacecraft=5,7&" + order));
            if (order.endsWith("newest")) {
                Collections.reverse(ids);
            }
            assertIsLog(ids, accepted);
        }
    }

    @Test
    void a_stream_that_is_resumed_at_any_event_contains_the_rest_of_the_log() throws Exception {
        var ids = new ArrayList<String>();
        var cursor = "";
        int all = expected.values().stream().mapToInt(List::size).sum();
        while (ids.size() < all) {
            try (var stream = server.stream("/v1/changes?since=beginning", cursor)) {
                for (var event : stream.next(Math.min(all - ids.size(), 1 + random.nextInt(40)))) {
                    ids.add(id(event.data()));
                    cursor = event.id();
                }
            }
        }

        assertIsLog(ids, id -> true);
    }

    @Test
    void a_cursor_from_one_filter_can_be_used_with_any_other_filter() throws Exception {
        for (int time = 0; time < 2; time++) {
            var kind = KINDS.get(random.nextInt(KINDS.size()));
            int spacecraft = random.nextInt(SPACECRAFT);
            var filters = Map.<String, Predicate<String>>of(
                    "kind=" + kind, id -> id.contains(":" + kind + ":"),
                    "spacecraft=" + spacecraft, id -> id.startsWith(spacecraft + ":"));
            for (var filter : filters.entrySet()) {
                var first = page("/v1/changes?limit=" + (1 + random.nextInt(12)) + "&" + filter.getKey());
                var read = first.results();
                var rest = ids(pages("/v1/changes?limit=1000&since=" + first.cursor()));

                var matching = new ArrayList<>(read);
                rest.stream().filter(filter.getValue()).forEach(matching::add);
                assertIsLog(matching, filter.getValue());
                byPartition(rest).forEach((partition, ids) -> assertThat(expected.get(partition))
                        .as(partition)
                        .endsWith(ids.toArray(String[]::new)));
            }
        }
    }

    @Test
    void a_stream_continues_from_the_cursor_of_any_page() throws Exception {
        var newest = page("/v1/changes?order=newest&limit=1");
        assertThat(ids(pages("/v1/changes?since=" + newest.cursor()))).isEmpty();

        for (int time = 0; time < 2; time++) {
            var page = page("/v1/changes?limit=" + (1 + random.nextInt(300)));
            var ids = new ArrayList<>(page.results());
            int left = expected.values().stream().mapToInt(List::size).sum() - ids.size();
            try (var stream = server.stream("/v1/changes", page.cursor())) {
                for (var event : stream.next(left)) {
                    ids.add(id(event.data()));
                }
            }
            assertIsLog(ids, id -> true);
        }
    }

    /** Asserts that the ids are exactly the accepted ones of each partition, in order. */
    private static void assertIsLog(List<String> ids, Predicate<String> accepted) {
        var filtered = new HashMap<String, List<String>>();
        expected.forEach((partition, all) -> {
            var some = all.stream().filter(accepted).toList();
            if (!some.isEmpty()) {
                filtered.put(partition, some);
            }
        });
        assertThat(byPartition(ids)).as("seed %d", SEED).isEqualTo(filtered);
    }

    private static Map<String, List<String>> byPartition(List<String> ids) {
        return ids.stream().collect(Collectors.groupingBy(ChangesInPiecesTest::partition));
    }

    private static String partition(String id) {
        return expected.entrySet().stream()
                .filter(partition -> partition.getValue().contains(id))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("in no partition");
    }

    private record Page(List<String> results, String cursor, String next) {}

    private static Page page(String target) throws Exception {
        var reply = server.page(target);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        var page = Json.MAPPER.readTree(reply.body());
        var results = new ArrayList<String>();
        page.path("results").forEach(event -> results.add(event.path("id").asString()));
        return new Page(
                results, page.path("cursor").asString(), page.path("next").asString(""));
    }

    /** Returns all pages, following their links. */
    private static List<Page> pages(String target) throws Exception {
        var pages = new ArrayList<Page>();
        var seen = new HashSet<String>();
        var next = target;
        while (!next.isEmpty()) {
            assertThat(seen.add(next)).as("no page twice: %s", next).isTrue();
            var page = page(next);
            pages.add(page);
            next = page.next().isEmpty() ? "" : pathAndQuery(page.next());
        }
        return pages;
    }

    private static String pathAndQuery(String url) {
        var uri = URI.create(url);
        return uri.getRawPath() + "?" + uri.getRawQuery();
    }

    private static List<String> ids(List<Page> pages) {
        return new ArrayList<>(
                pages.stream().flatMap(page -> page.results().stream()).toList());
    }

    private static String id(String event) {
        return Json.MAPPER.readTree(event).path("id").asString();
    }
}
