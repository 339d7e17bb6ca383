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

/** Debian's Prometheus and Alertmanager with the configuration of {@code ops/}: but for addresses, and what a test says that it shortens. */
final class Monitoring implements AutoCloseable {
    private final Path prometheusFolder;
    private final Alertmanager alertmanager;
    private final Listening prometheus;
    private final HttpClient client = HttpClient.newHttpClient();

    /**
     * @param folder an empty one of its own
     * @param webhook what takes the place of the example's receiver, without a path
     * @param shortened texts of the configuration and what takes their place; each must be there
     */
    Monitoring(Path folder, String webhook, Map<String, String> shortened) throws IOException {
        prometheusFolder = folder.resolve("prometheus");
        var found = new DeliveredFolder("ops/prometheus", shortened).copy(prometheusFolder);
        alertmanager = new Alertmanager(folder.resolve("alertmanager"), webhook, shortened);
        for (var text : shortened.keySet()) {
            if (!found.contains(text) && !alertmanager.shortened().contains(text)) {
                throw new IllegalArgumentException("nothing to shorten: " + text);
            }
        }
        scrape("alertmanager", List.of(alertmanager.address()));
        for (var job : List.of("poller", "streams", "prometheus")) {
            scrape(job, List.of());
        }
        prometheus = Listening.start(
                "prometheus",
                "--config.file=" + prometheusFolder.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + folder.resolve("prometheus-data"),
                "--web.listen-address=127.0.0.1:0");
        scrape("prometheus", List.of(prometheus.address()));
    }

    /** Replaces the targets of a job. */
    void scrape(String job, List<String> addresses) throws IOException {
        Files.writeString(prometheusFolder.resolve("targets/" + job + ".yml"), "- targets: " + addresses + "\n");
    }

    /** The series that an expression gives now. */
    JsonNode query(String expression) throws IOException, InterruptedException {
        var url = "http://" + prometheus.address() + "/api/v1/query?query="
                + URLEncoder.encode(expression, StandardCharsets.UTF_8);
        var answer = Json.MAPPER.readTree(
                client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofByteArray())
                        .body());
        if (!answer.path("status").asString().equals("success")) {
            throw new IOException(expression + ": " + answer.path("error").asString());
        }
        return answer.at("/data/result");
    }

    boolean holds(String expression) throws IOException, InterruptedException {
        return !query(expression).isEmpty();
    }

    @Override
    public void close() {
        prometheus.close();
        alertmanager.close();
    }
}
