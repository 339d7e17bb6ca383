package io.github.spacecrafttracker.local;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.embedded.broker.EmbeddedBroker;
import io.github.spacecrafttracker.embedded.upstream.RecordedSpacecraft;
import io.github.spacecrafttracker.embedded.upstream.StubUpstream;
import io.github.spacecrafttracker.local.WebhookReceiver.Notification;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/**
 * A day of an operator, in order: two pollers and two streams instances as own processes, watched by Debian's Prometheus and Alertmanager with the configuration
 * of {@code ops/}. Scrapes and evaluations come every {@code -Dinterval=}, 3 s, in the place of 15 s; blind is who sees nothing for 60 s, in the place of 15
 * minutes.
 */
@Tag("ops")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class MonitoringTest {
    private static final long FREEDOM = 551;
    private static final long ENDURANCE = 542;
    private static final long NEW = 99_999;
    private static final String INTERVAL = System.getProperty("interval", "3s");
    private static final Map<String, String> SHORTENED = Map.of(
            "scrape_interval: 15s", "scrape_interval: " + INTERVAL,
            "evaluation_interval: 15s", "evaluation_interval: " + INTERVAL,
            "tracker:watch_age_seconds:min > 900", "tracker:watch_age_seconds:min > 60",
            "for: 1m\n", "for: 3s\n",
            "group_wait: 30s", "group_wait: 3s");

    private final List<ServiceProcess> pollers = new ArrayList<>();
    private final List<ServiceProcess> streams = new ArrayList<>();
    private final StubUpstream upstream = StubUpstream.start(0);
    private WebhookReceiver webhook;
    private EmbeddedBroker broker;
    private Monitoring monitoring;

    @BeforeAll
    void start_and_let_it_see_all_there_is(@TempDir Path folder) throws Exception {
        upstream.serve(RecordedSpacecraft.all());
        webhook = WebhookReceiver.start();
        broker = EmbeddedBroker.start(folder.resolve("broker"), 0);
        for (var instance = 0; instance < 2; instance++) {
            pollers.add(ServiceProcess.poller(Map.of(
                    "KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
                    "LL2_BASE_URL", upstream.baseUrl(),
                    "LL2_REQUESTS_PER_HOUR", "7200")));
            streams.add(ServiceProcess.streams(
                    Map.of("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(), "HTTP_PORT", "0")));
        }
        monitoring = new Monitoring(folder.resolve("monitoring"), webhook.url(), SHORTENED);
        monitoring.scrape("poller", addresses(pollers));
        monitoring.scrape("streams", addresses(streams));
        awaitSeries("sum(up) == 6 and sum(tracker_ready) == 4 and min(tracker_catalogue_rows) == 19");
        awaitSeries("sum(tracker_polls_total{kind=\"watch\", outcome=\"accepted\"}) > 3");
    }

    @AfterAll
    void stop() {
        Stream.concat(pollers.stream(), streams.stream()).forEach(ServiceProcess::close);
        if (monitoring != null) {
            monitoring.close();
        }
        broker.close();
        webhook.close();
        upstream.close();
    }

    @Test
    @Order(1)
    void a_landing_is_told_once_with_the_name_and_restarts_in_turn_tell_nothing() throws Exception {
        var landed = Instant.now();
        upstream.put(row(FREEDOM).put("in_space", false));
        awaitTold(1);
        System.out.println("with intervals of " + INTERVAL + ", " + delay(landed));

        for (var service : Stream.concat(pollers.stream(), streams.stream()).toList()) {
            service.restart();
            awaitSeries("sum(up) == 6 and sum(tracker_ready) == 4 and sum(tracker_poller_active) == 1");
        }
        // Whatever the restarts would have led to comes before this.
        upstream.put(row(ENDURANCE).put("in_space", true));
        awaitTold(2);

        assertThat(told())
                .containsExactly("Crew Dragon Freedom has left space", "Crew Dragon Endurance has entered space");
        assertThat(webhook.received("/tracker")).isEmpty();
    }

    @Test
    @Order(2)
    void each_other_transition_of_a_spacecraft_is_told_once() throws Exception {
        var made = row(FREEDOM).put("id", NEW).put("name", "Made Up").put("in_space", true);
        var known = told().size();

        upstream.put(made);
        awaitTold(known + 1);
        upstream.remove(NEW);
        awaitTold(known + 2);
        upstream.put(made);
        awaitTold(known + 3);
        upstream.remove(NEW);
        awaitTold(known + 4);
        upstream.put(made.put("in_space", false));
        awaitTold(known + 5);

        assertThat(told().subList(known, known + 5))
                .containsExactly(
                        "Made Up is new in the catalogue, and in space",
                        "Made Up was removed from the catalogue while in space",
                        "Made Up is back in the catalogue, and in space",
                        "Made Up was removed from the catalogue while in space",
                        "Made Up is back in the catalogue, and no longer in space");

        upstream.remove(NEW);
        awaitSeries("tracker_spacecraft_transition_timestamp_seconds{transition=\"removed\", in_space=\"false\"}");
        assertThat(told()).hasSize(known + 5);
    }

    @Test
    @Order(3)
    void every_expression_gives_series_but_that_of_an_alert_that_does_not_fire() throws Exception {
        // How long they took is a series from the first request on, and a rate from the next.
        await().until(() -> {
            for (var instance : streams) {
                instance.getList();
            }
            return monitoring.holds(
                    "count(sum by (instance) (rate(tracker_http_request_duration_seconds_count[1m])) > 0) == 2");
        });
        var asked = new TreeSet<String>();
        for (var rule : Rule.all()) {
            asked.addAll(rule.expression().selectors());
            // An alert's as a whole gives series only while it fires: what it asks for must be there.
            if (!rule.alerts()) {
                asked.add(rule.expression().text());
            }
        }
        for (var expression : Dashboards.expressions()) {
            asked.add(expression.filledIn().text());
            asked.addAll(expression.filledIn().selectors());
        }
        var empty = new TreeSet<String>();
        for (var expression : asked) {
            if (!monitoring.holds(expression)) {
                empty.add(expression);
            }
        }

        assertThat(asked).hasSizeGreaterThan(50);
        assertThat(empty).isEmpty();
    }

    @Test
    @Order(4)
    void without_upstream_it_tells_that_it_is_blind_and_nothing_that_follows_from_it() {
        upstream.close();

        await().until(() -> !webhook.received("/tracker").isEmpty());
        assertThat(webhook.received("/tracker").stream().map(Notification::alert))
                .containsExactly("TrackerBlindWatch");
        assertThat(webhook.received("/tracker").get(0).summaries())
                .singleElement()
                .asString()
                .startsWith("No watch succeeds: the list of spacecraft in space is 1m");
        var alert = webhook.received("/tracker").get(0).message().at("/alerts/0");
        assertThat(alert.at("/annotations/runbook_url").asString()).isEqualTo("docs/operations.md#trackerblindwatch");
        assertThat(alert.path("labels").propertyNames()).doesNotContain("runbooks");
    }

    private Delay delay(Instant landed) throws Exception {
        var notification = webhook.received("/spacecraft").get(0);
        return Delay.of(
                landed,
                monitoring.query("tracker_spacecraft_transition_timestamp_seconds{transition=\"left\"}[5m]"),
                Instant.parse(notification.message().at("/alerts/0/startsAt").asString()),
                notification.at());
    }

    private void awaitTold(int number) {
        await().until(() -> told().size() >= number);
    }

    /** What was told of spacecraft, in order. */
    private List<String> told() {
        return webhook.received("/spacecraft").stream()
                .flatMap(notification -> notification.summaries().stream())
                .toList();
    }

    private void awaitSeries(String expression) {
        await().until(() -> monitoring.holds(expression));
    }

    private ObjectNode row(long id) {
        return upstream.row(id).orElseThrow();
    }

    private static List<String> addresses(List<ServiceProcess> services) {
        return services.stream().map(ServiceProcess::managementAddress).toList();
    }
}
