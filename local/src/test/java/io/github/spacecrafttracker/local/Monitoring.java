package io.github.spacecrafttracker.local;

import io.github.spacecrafttracker.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Debian's Prometheus and Alertmanager with the configuration of {@code ops/}, but with other
 * addresses and shorter intervals.
 */
final class Monitoring implements AutoCloseable {
    private final Path prometheusDirectory;
    private final Alertmanager alertmanager;
    private final MonitoringProcess prometheus;
    private final HttpClient client = HttpClient.newHttpClient();

    /**
     * @param directory an empty directory
     * @param webhook the URL that replaces the receiver of the example, without a path
     * @param shortened the texts of the configuration and their replacements; the configuration
     *     must contain each text
     */
    Monitoring(Path directory, String webhook, Map<String, String> shortened) throws IOException {
        prometheusDirectory = directory.resolve("prometheus");
        var found = new ConfigurationCopy("ops/prometheus", shortened).writeTo(prometheusDirectory);
        alertmanager = new Alertmanager(directory.resolve("alertmanager"), webhook, shortened);
        for (var text : shortened.keySet()) {
            if (!found.contains(text) && !alertmanager.shortened().contains(text)) {
                throw new IllegalArgumentException("not in the configuration: " + text);
            }
        }
        scrape("alertmanager", List.of(alertmanager.address()));
        for (var job : List.of("poller", "streams", "prometheus")) {
            scrape(job, List.of());
        }
        prometheus = MonitoringProcess.start(
                "prometheus",
                "--config.file=" + prometheusDirectory.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + directory.resolve("prometheus-data"),
                "--web.listen-address=127.0.0.1:0");
        scrape("prometheus", List.of(prometheus.address()));
    }

    /** Replaces the targets of a job. */
    void scrape(String job, List<String> addresses) throws IOException {
        Files.writeString(prometheusDirectory.resolve("targets/" + job + ".yml"), "- targets: " + addresses + "\n");
    }

    /** Returns the current series of an expression. */
    JsonNode query(String expression) throws IOException, InterruptedException {
        var url = "http://" + prometheus.address() + "/api/v1/query?query="
                + URLEncoder.encode(expression, StandardCharsets.UTF_8);
        var response = Json.MAPPER.readTree(
                client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofByteArray())
                        .body());
        if (!response.path("status").asString().equals("success")) {
            throw new IOException(expression + ": " + response.path("error").asString());
        }
        return response.at("/data/result");
    }

    /** Returns whether an expression currently has series. */
    boolean hasSeries(String expression) throws IOException, InterruptedException {
        return !query(expression).isEmpty();
    }

    @Override
    public void close() {
        prometheus.close();
        alertmanager.close();
    }
}
