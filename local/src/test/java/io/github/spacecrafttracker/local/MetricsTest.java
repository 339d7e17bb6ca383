package io.github.spacecrafttracker.local;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.change.ChangeType;
import io.github.spacecrafttracker.contract.Contracts;
import io.github.spacecrafttracker.embedded.upstream.RecordedSpacecraft;
import io.github.spacecrafttracker.embedded.upstream.StubUpstream;
import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.poll.Outcome;
import io.github.spacecrafttracker.poll.PollReport;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the metrics that both services serve to Prometheus. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetricsTest {
    private static final Set<String> POLLS = Set.of(PollReport.PAGE, PollReport.WATCH, PollReport.LOOK_UP);

    private static final long FREEDOM = 551;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Document metrics = Document.reference("metrics");
    private final StubUpstream upstream = StubUpstream.start(0);
    private LocalProcess tracker;
    private String atStart;
    private String poller;
    private String streams;

    @BeforeAll
    void scrapeAtStartAndAfterTheBaseline(@TempDir Path data) throws Exception {
        upstream.serve(RecordedSpacecraft.all());
        tracker = LocalProcess.following(upstream, data, Map.of());
        atStart = get(tracker.streamsMetrics()) + get(tracker.pollerMetrics());
        await().until(() -> get(tracker.streamsMetrics()).contains("tracker_ready 1.0\n"));
        get(URI.create(tracker.api()));
        streams = await().until(
                        () -> get(tracker.streamsMetrics()),
                        text -> text.contains("tracker_http_request_duration_seconds_count{")
                                && text.contains("tracker_restoring_seconds{application=\"diff\"} 0.0\n")
                                && text.contains("tracker_diff_rows 19.0\n")
                                && text.contains("transition=\"initial\"}"));
        poller = get(tracker.pollerMetrics());
    }

    @AfterAll
    void stop() {
        tracker.close();
        upstream.close();
    }

    /** The counters whose increase rules and dashboards use. */
    private List<CounterFamily> counters() {
        return List.of(
                new CounterFamily("tracker_polls_total", Map.of("kind", POLLS, "outcome", labels(Outcome.values()))),
                new CounterFamily(
                        "tracker_poller_leadership_lost_total",
                        Map.of("reason", Set.of("fenced", "unconfirmed", "revoked"))),
                new CounterFamily("tracker_poller_dead_letters_total", Map.of("cause", Set.of("id", "value", "size"))),
                new CounterFamily(
                        "tracker_snapshots_total",
                        Map.of(
                                "verdict",
                                Set.of(
                                        "unchanged",
                                        "updated",
                                        "changed",
                                        "appeared",
                                        "rebuilt",
                                        "removed",
                                        "reappeared",
                                        "stale",
                                        "unreadable"))),
                new CounterFamily("tracker_events_total", Map.of("type", labels(ChangeType.values()))),
                new CounterFamily("tracker_dead_letters_total", Map.of("cause", Set.of("envelope", "value"))),
                new CounterFamily("tracker_http_requests_total", Map.of("route", routes(), "status", statuses())));
    }

    @ParameterizedTest
    @MethodSource("counters")
    void a_counter_has_a_series_for_each_combination_of_labels_at_the_start(CounterFamily counter) {
        assertThat(counter.seriesIn(atStart)).isEqualTo(counter.expectedSeries());
    }

    @Test
    void rules_and_dashboards_use_increases_of_only_these_counters() throws IOException {
        var used = Expression.ofRulesAndDashboards().flatMap(CounterFamily::namesIn);

        assertThat(used.collect(toSet()))
                .isEqualTo(counters().stream().map(CounterFamily::name).collect(toSet()));
    }

    @Test
    void exactly_the_metrics_of_the_poller_are_documented() {
        assertThat(served(poller))
                .containsExactlyInAnyOrderElementsOf(
                        described(service -> service.equals("both") || service.endsWith("poller")));
    }

    @Test
    void a_client_of_the_feed_is_counted_until_it_disconnects() throws Exception {
        var feed = URI.create(tracker.api()).resolve("/v1/changes");
        try (var stream = client.send(HttpRequest.newBuilder(feed).build(), BodyHandlers.ofInputStream())
                .body()) {
            await().until(() -> get(tracker.streamsMetrics()).contains("tracker_feed_clients 1.0\n"));
            assertThat(stream.read()).isPositive();
        }
        // A disconnect is detected when events are written to the client.
        var row = upstream.row(FREEDOM).orElseThrow();
        await().until(() -> {
            upstream.put(row.put("in_space", !row.path("in_space").booleanValue()));
            return get(tracker.streamsMetrics()).contains("tracker_feed_clients 0.0\n");
        });
    }

    @Test
    void exactly_the_metrics_of_streams_are_documented() {
        assertThat(served(streams))
                .containsExactlyInAnyOrderElementsOf(
                        described(service -> service.equals("both") || service.equals("streams")));
    }

    @Test
    void metrics_of_libraries_begin_with_the_documented_prefixes() {
        assertThat(prefixes()).allSatisfy(prefix -> {
            assertThat(poller).contains("\n" + prefix);
            assertThat(streams).contains("\n" + prefix);
        });
    }

    @Test
    void no_metric_of_the_tracker_is_nan() {
        for (var text : List.of(poller, streams)) {
            assertThat(text.lines().filter(line -> line.startsWith("tracker_")))
                    .noneMatch(line -> line.endsWith(" NaN"));
        }
    }

    @Test
    void metrics_report_the_size_and_age_of_the_diff_and_the_catalogue() {
        assertThat(streams)
                .contains("tracker_diff_rows 19.0\n", "tracker_catalogue_rows 19.0\n")
                .containsPattern("(?m)^tracker_spacecraft\\{status=\"Active\",status_id=\"1\"} [1-9]")
                .containsPattern(
                        "(?m)^tracker_spacecraft_transition_timestamp_seconds\\{in_space=\"true\",spacecraft_id=\"\\d+\",spacecraft_name=\".+\",transition=\"initial\"} [1-9]")
                .containsPattern("(?m)^tracker_list_age_seconds\\{list=\"all\"} [0-9]")
                .containsPattern("(?m)^tracker_catalogue_delay_seconds_count [1-9]")
                .containsPattern("(?m)^tracker_event_delay_seconds_count [1-9]")
                .containsPattern("(?m)^tracker_change_delay_seconds_count [1-9]")
                .containsPattern("(?m)^tracker_commit_duration_seconds_count [1-9]");
    }

    /** The path templates of the API, including those that redirect to the path with a slash. */
    private Set<String> routes() {
        var paths = Document.reference("http").rows("Endpoints").stream()
                .takeWhile(row -> !row.get(0).startsWith("management"))
                .map(row -> row.get(1).replace("`", ""))
                .toList();
        var redirected = paths.stream()
                .filter(path -> path.length() > 1 && path.endsWith("/"))
                .map(path -> path.substring(0, path.length() - 1));
        return Stream.of(paths.stream(), redirected, Stream.of("none"))
                .flatMap(each -> each)
                .collect(toSet());
    }

    /** The documented statuses, and those of an unsupported method and of an internal error. */
    private static Set<String> statuses() {
        var responses = Json.MAPPER.readTree(Contracts.openApi()).path("paths").findValues("responses");
        return Stream.concat(responses.stream().flatMap(each -> each.propertyNames().stream()), Stream.of("405", "500"))
                .collect(toSet());
    }

    private static Set<String> labels(Outcome... outcomes) {
        return Stream.of(outcomes).map(Outcome::label).collect(toSet());
    }

    private static Set<String> labels(ChangeType... types) {
        return Stream.of(types).map(ChangeType::shortName).collect(toSet());
    }

    private List<Metric> served(String text) {
        return Metric.in(text).stream()
                .filter(metric -> !metric.hasPrefix(prefixes()))
                .toList();
    }

    private List<Metric> described(Predicate<String> service) {
        return metrics.rows("Metrics").stream()
                .filter(row -> service.test(row.get(0)) && !row.get(1).contains("*"))
                .map(Metric::described)
                .toList();
    }

    private List<String> prefixes() {
        return metrics.column("Metrics", 1).stream()
                .filter(name -> name.contains("*"))
                .map(name -> name.replaceAll("[`*]", ""))
                .toList();
    }

    private String get(URI url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString())
                .body();
    }
}
