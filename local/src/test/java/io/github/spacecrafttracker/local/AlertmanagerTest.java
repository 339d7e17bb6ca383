package io.github.spacecrafttracker.local;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The notifications that Debian's Alertmanager sends with the configuration of {@code ops/}, and
 * the alerts that it inhibits.
 */
@Tag("ops")
class AlertmanagerTest {
    private static final Map<String, String> SHORTENED =
            Map.of("group_wait: 30s", "group_wait: 2s", "group_interval: 5m", "group_interval: 1s");

    private WebhookReceiver webhook;
    private Alertmanager alertmanager;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        webhook = WebhookReceiver.start();
        alertmanager = new Alertmanager(directory, webhook.url(), SHORTENED);
        assertThat(alertmanager.shortened()).containsAll(SHORTENED.keySet());
    }

    @AfterEach
    void stop() {
        alertmanager.close();
        webhook.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            TargetDown critical poller         | TargetDown warning poller a, NoActivePoller critical  | TargetDown warning streams a, TargetDown warning poller b @two, NoActivePoller critical @two
            TargetDown critical streams        | TargetDown warning streams a                          | TargetDown warning poller a, NoActivePoller critical
            NoActivePoller critical            | TrackerBlindWatch critical, TrackerBlindSweep warning | Throttled warning, TargetDown warning poller a, TrackerBlindWatch critical @two
            TrackerBlindWatch critical         | TrackerBlindSweep warning, BudgetSpent warning        | Throttled warning, BrokersSilent critical streams a, BudgetSpent warning @two
            ApplicationDead critical streams a | NotReady warning streams a, DiffLag warning a         | NotReady warning streams b, DiffLag warning b, NotReady warning streams a @two
            BrokersSilent critical streams a   | NotReady warning streams a, DiffLag warning a         | NotReady warning streams b, DiffLag warning b, NoActivePoller critical
            BrokersSilent critical poller a    | NotReady warning poller a, NoActivePoller critical    | NotReady warning poller b, NoActivePoller critical @two
            RestoringTooLong warning a         | NotReady warning streams a, DiffLag warning a         | NotReady warning streams b, DiffLag warning b
            """)
    void an_alert_inhibits_the_alerts_about_its_consequences_and_no_others(
            String alert, String consequences, String others) throws Exception {
        alertmanager.fire(Stream.of(List.of(alert), alerts(consequences), alerts(others))
                .flatMap(List::stream)
                .map(AlertmanagerTest::labels)
                .toList());

        await().untilAsserted(() -> assertThat(inhibited())
                .containsExactlyInAnyOrderElementsOf(alerts(consequences).stream()
                        .map(AlertmanagerTest::labels)
                        .toList()));
    }

    @Test
    void an_alert_about_a_spacecraft_is_sent_at_once_in_its_own_notification_and_only_once() throws Exception {
        var transitions = List.of(
                spacecraft("one", 542, "20:00"),
                spacecraft("one", 551, "20:00"),
                spacecraft("one", 542, "21:00"),
                spacecraft("two", 542, "20:00"));
        var brokersSilent = labels("BrokersSilent critical streams a");

        alertmanager.fire(List.of(brokersSilent));
        alertmanager.fire(transitions);
        awaitNotifications("/tracker", "firing", 1);
        assertThat(webhook.received("/spacecraft"))
                .as("sent before alerts that wait for others of their group")
                .hasSize(4)
                .allMatch(notification -> notification.summaries().size() == 1)
                .allMatch(notification -> notification
                        .at()
                        .isBefore(webhook.received("/tracker").get(0).at()));

        alertmanager.resolve(transitions);
        alertmanager.resolve(List.of(brokersSilent));
        awaitNotifications("/tracker", "resolved", 1);
        // A notification about the resolved transitions would arrive before this one.
        alertmanager.fire(List.of(brokersSilent));
        awaitNotifications("/tracker", "firing", 2);
        assertThat(webhook.received("/spacecraft")).hasSize(4);
    }

    @Test
    void alerts_are_grouped_by_job_and_those_about_the_brokers_across_jobs() throws Exception {
        alertmanager.fire(Stream.of(
                        "NotReady warning streams a",
                        "NotReady warning streams b",
                        "NotReady warning poller c",
                        "NotReady warning poller c @two",
                        "BrokersSilent critical streams d",
                        "BrokersSilent critical poller e",
                        "BrokersSilent critical poller e @two")
                .map(AlertmanagerTest::labels)
                .toList());
        awaitNotifications("/tracker", "firing", 5);

        assertThat(webhook.received("/tracker"))
                .extracting(notification ->
                        notification.alert() + " " + notification.summaries().size())
                .containsExactlyInAnyOrder(
                        "NotReady 2", "NotReady 1", "NotReady 1", "BrokersSilent 2", "BrokersSilent 1");
    }

    private void awaitNotifications(String path, String status, int number) {
        await().until(() -> webhook.received(path).stream()
                        .filter(notification ->
                                notification.message().path("status").asString().equals(status))
                        .count()
                >= number);
    }

    private Set<Map<String, String>> inhibited() throws Exception {
        return alertmanager.alerts().values().stream()
                .filter(alert -> !alert.at("/status/inhibitedBy").isEmpty())
                .map(alert -> alert.path("labels")
                        .propertyStream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, label -> label.getValue().asString())))
                .collect(Collectors.toSet());
    }

    private static List<String> alerts(String alerts) {
        return List.of(alerts.split(", ", -1));
    }

    /**
     * @param alert its name and severity; optionally its job, its instance (one letter), and its
     *     tracker after an {@code @}
     */
    private static Map<String, String> labels(String alert) {
        var words = List.of(alert.split(" ", -1));
        var labels = new HashMap<>(Map.of("alertname", words.get(0), "severity", words.get(1), "about", "tracker"));
        for (var word : words.subList(2, words.size())) {
            var name = word.startsWith("@") ? "tracker" : word.length() == 1 ? "instance" : "job";
            labels.put(name, word);
        }
        return labels;
    }

    private static Map<String, String> spacecraft(String tracker, int id, String observedAt) {
        return Map.of(
                "alertname",
                "SpacecraftEnteredSpace",
                "severity",
                "info",
                "about",
                "spacecraft",
                "tracker",
                tracker,
                "spacecraft_id",
                String.valueOf(id),
                "observed_at",
                observedAt);
    }
}
