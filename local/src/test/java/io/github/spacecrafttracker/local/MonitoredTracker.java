package io.github.spacecrafttracker.local;

import static io.github.spacecrafttracker.testkit.Waiting.await;

import io.github.spacecrafttracker.embedded.broker.EmbeddedBroker;
import io.github.spacecrafttracker.embedded.upstream.RecordedSpacecraft;
import io.github.spacecrafttracker.embedded.upstream.StubUpstream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Two pollers and two streams services in separate processes, monitored by Debian's Prometheus and
 * Alertmanager with the configuration of {@code ops/}. Scrapes and evaluations run every {@code
 * -Dinterval=} (3 s by default) instead of every 15 s, and the blind-tracker alerts fire after 60 s
 * instead of 15 minutes.
 */
final class MonitoredTracker implements AutoCloseable {
    static final String INTERVAL = System.getProperty("interval", "3s");
    private static final Map<String, String> SHORTENED = Map.of(
            "scrape_interval: 15s", "scrape_interval: " + INTERVAL,
            "evaluation_interval: 15s", "evaluation_interval: " + INTERVAL,
            "tracker:watch_age_seconds:min > 900", "tracker:watch_age_seconds:min > 60",
            "for: 1m\n", "for: 3s\n",
            "group_wait: 30s", "group_wait: 3s");

    final List<ServiceProcess> pollers = new ArrayList<>();
    final List<ServiceProcess> streams = new ArrayList<>();
    final StubUpstream upstream = StubUpstream.start(0);
    final WebhookReceiver webhook = WebhookReceiver.start();
    private final EmbeddedBroker broker;
    private final Monitoring monitoring;

    private MonitoredTracker(Path directory) throws IOException {
        upstream.serve(RecordedSpacecraft.all());
        broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
        monitoring = new Monitoring(directory.resolve("monitoring"), webhook.url(), SHORTENED);
    }

    /** Waits until all instances are scraped and ready, and several watches have succeeded. */
    static MonitoredTracker start(Path directory) throws IOException {
        var tracker = new MonitoredTracker(directory);
        try {
            tracker.startServices();
            return tracker;
        } catch (IOException | RuntimeException | Error e) {
            tracker.close();
            throw e;
        }
    }

    private void startServices() throws IOException {
        for (var instance = 0; instance < 2; instance++) {
            pollers.add(ServiceProcess.poller(Map.of(
                    "KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
                    "LL2_BASE_URL", upstream.baseUrl(),
                    "LL2_REQUESTS_PER_HOUR", "36000")));
            streams.add(ServiceProcess.streams(
                    Map.of("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(), "HTTP_PORT", "0")));
        }
        monitoring.scrape("poller", addresses(pollers));
        monitoring.scrape("streams", addresses(streams));
        awaitSeries("sum(up) == 6 and sum(tracker_ready) == 4 and min(tracker_catalogue_rows) == 19");
        awaitSeries("sum(tracker_polls_total{kind=\"watch\", outcome=\"accepted\"}) > 3");
    }

    ObjectNode row(long id) {
        return upstream.row(id).orElseThrow();
    }

    JsonNode query(String expression) throws IOException, InterruptedException {
        return monitoring.query(expression);
    }

    boolean hasSeries(String expression) throws IOException, InterruptedException {
        return monitoring.hasSeries(expression);
    }

    void awaitSeries(String expression) {
        await(expression).until(() -> monitoring.hasSeries(expression));
    }

    /** Returns the summaries of all notifications about spacecraft, in order of receipt. */
    List<String> spacecraftNotifications() {
        return webhook.received("/spacecraft").stream()
                .flatMap(notification -> notification.summaries().stream())
                .toList();
    }

    void awaitSpacecraftNotifications(int count) {
        await().until(() -> spacecraftNotifications().size() >= count);
    }

    @Override
    public void close() {
        Stream.concat(pollers.stream(), streams.stream()).forEach(ServiceProcess::close);
        monitoring.close();
        broker.close();
        webhook.close();
        upstream.close();
    }

    private static List<String> addresses(List<ServiceProcess> services) {
        return services.stream().map(ServiceProcess::managementAddress).toList();
    }
}
