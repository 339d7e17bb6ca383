package io.github.spacecrafttracker.local;

import io.github.spacecrafttracker.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Debian's Alertmanager with the configuration of {@code ops/}, but with another receiver and
 * shorter intervals.
 */
final class Alertmanager implements AutoCloseable {
    private static final String RECEIVER = "http://host.docker.internal:9099";

    private final Set<String> shortened;
    private final MonitoringProcess process;
    private final HttpClient client = HttpClient.newHttpClient();

    /**
     * @param directory an empty directory
     * @param webhook the URL that replaces the receiver of the example, without a path
     * @param shortened the texts of the configuration and their replacements
     */
    Alertmanager(Path directory, String webhook, Map<String, String> shortened) throws IOException {
        var replacements = new HashMap<>(shortened);
        replacements.put(RECEIVER, webhook);
        this.shortened = new ConfigurationCopy("ops/alertmanager", replacements).writeTo(directory);
        process = MonitoringProcess.start(
                "prometheus-alertmanager",
                "--config.file=" + directory.resolve("alertmanager.yml"),
                "--storage.path=" + directory.resolve("data"),
                "--web.listen-address=127.0.0.1:0",
                "--cluster.listen-address=");
    }

    String address() {
        return process.address();
    }

    /** Returns the texts that the configuration contained. */
    Set<String> shortened() {
        return shortened;
    }

    /** Sends alerts as Prometheus does while they are firing. */
    void fire(Collection<Map<String, String>> alerts) throws IOException, InterruptedException {
        post(alerts.stream()
                .map(labels -> Map.<String, Object>of("labels", labels))
                .toList());
    }

    /** Sends alerts as Prometheus does when they are resolved. */
    void resolve(Collection<Map<String, String>> alerts) throws IOException, InterruptedException {
        var now = Instant.now();
        post(alerts.stream()
                .map(labels -> Map.<String, Object>of(
                        "labels", labels, "startsAt", now.minusSeconds(60).toString(), "endsAt", now.toString()))
                .toList());
    }

    /** Returns the firing alerts, inhibited or not, in the form of the API. */
    JsonNode alerts() throws IOException, InterruptedException {
        return Json.MAPPER.readTree(send(HttpRequest.newBuilder(api("alerts"))));
    }

    @Override
    public void close() {
        process.close();
    }

    private void post(List<Map<String, Object>> alerts) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(api("alerts"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(alerts))));
    }

    private byte[] send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var response = client.send(request.build(), BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException("Alertmanager replied with status " + response.statusCode());
        }
        return response.body();
    }

    private URI api(String path) {
        return URI.create("http://" + address() + "/api/v2/" + path);
    }
}
