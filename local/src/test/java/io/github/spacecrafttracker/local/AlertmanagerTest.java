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

/** Who is told of what, and what is not told besides: alerts given to Debian's Alertmanager with the configuration of {@code ops/}. */
@Tag("ops")
class AlertmanagerTest {
    private static final Map<String, String> SHORTENED =
            Map.of("group_wait: 30s", "group_wait: 2s", "group_interval: 5m", "group_interval: 1s");

    private WebhookReceiver webhook;
    private Alertmanager alertmanager;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        webhook = WebhookReceiver.start();
        alertmanager = new Alertmanager(folder, webhook.url(), SHORTENED);
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
    void what_follows_from_an_alert_is_not_told_and_all_else_is(String alert, String notTold, String told)
            throws Exception {
        alertmanager.fire(Stream.of(List.of(alert), words(notTold), words(told))
                .flatMap(List::stream)
                .map(AlertmanagerTest::labels)
                .toList());

        await().untilAsserted(() -> assertThat(inhibited())
                .containsExactlyInAnyOrderElementsOf(
                        words(notTold).stream().map(AlertmanagerTest::labels).toList()));
    }

    @Test
    void a_spacecraft_is_told_at_once_by_itself_and_only_once() throws Exception {
        var transitions = List.of(
                spacecraft("one", 542, "20:00"),
                spacecraft("one", 551, "20:00"),
                spacecraft("one", 542, "21:00"),
                spacecraft("two", 542, "20:00"));
        var silent = labels("BrokersSilent critical streams a");

        alertmanager.fire(List.of(silent));
        alertmanager.fire(transitions);
        awaitOf("/tracker", "firing", 1);
        assertThat(webhook.received("/spacecraft"))
                .as("told before what waits for others of its group")
                .hasSize(4)
                .allMatch(it -> it.summaries().size() == 1)
                .allMatch(it ->
                        it.at().isBefore(webhook.received("/tracker").get(0).at()));

        alertmanager.resolve(transitions);
        alertmanager.resolve(List.of(silent));
        awaitOf("/tracker", "resolved", 1);
        // Whatever would be told of the resolved ones comes before this.
        alertmanager.fire(List.of(silent));
        awaitOf("/tracker", "firing", 2);
        assertThat(webhook.received("/spacecraft")).hasSize(4);
    }

    @Test
    void what_is_wrong_is_told_once_for_a_job_and_for_all_where_it_is_the_brokers() throws Exception {
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
        awaitOf("/tracker", "firing", 5);

        assertThat(webhook.received("/tracker"))
                .extracting(it -> it.alert() + " " + it.summaries().size())
                .containsExactlyInAnyOrder(
                        "NotReady 2", "NotReady 1", "NotReady 1", "BrokersSilent 2", "BrokersSilent 1");
    }

    private void awaitOf(String path, String status, int number) {
        await().until(() -> webhook.received(path).stream()
                        .filter(it -> it.message().path("status").asString().equals(status))
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

    private static List<String> words(String alerts) {
        return List.of(alerts.split(", ", -1));
    }

    /** @param alert its name and severity, and what it has of these: its job, the one letter of its instance, its tracker after an {@code @} */
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
