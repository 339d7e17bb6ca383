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

/** Debian's Alertmanager with the configuration of {@code ops/}: but for its receiver, and what a test says that it shortens. */
final class Alertmanager implements AutoCloseable {
    private static final String RECEIVER = "http://host.docker.internal:9099";

    private final Set<String> shortened;
    private final Listening process;
    private final HttpClient client = HttpClient.newHttpClient();

    /**
     * @param folder an empty one of its own
     * @param webhook what takes the place of the example's receiver, without a path
     * @param shortened texts of the configuration and what takes their place
     */
    Alertmanager(Path folder, String webhook, Map<String, String> shortened) throws IOException {
        var replaced = new HashMap<>(shortened);
        replaced.put(RECEIVER, webhook);
        this.shortened = new DeliveredFolder("ops/alertmanager", replaced).copy(folder);
        process = Listening.start(
                "prometheus-alertmanager",
                "--config.file=" + folder.resolve("alertmanager.yml"),
                "--storage.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:0",
                "--cluster.listen-address=");
    }

    String address() {
        return process.address();
    }

    /** Which texts were there to be shortened. */
    Set<String> shortened() {
        return shortened;
    }

    /** As Prometheus does while they fire. */
    void fire(Collection<Map<String, String>> alerts) throws IOException, InterruptedException {
        post(alerts.stream()
                .map(labels -> Map.<String, Object>of("labels", labels))
                .toList());
    }

    /** As Prometheus does once they fire no longer. */
    void resolve(Collection<Map<String, String>> alerts) throws IOException, InterruptedException {
        var now = Instant.now();
        post(alerts.stream()
                .map(labels -> Map.<String, Object>of(
                        "labels", labels, "startsAt", now.minusSeconds(60).toString(), "endsAt", now.toString()))
                .toList());
    }

    /** What fires, inhibited or not, as its API shows it. */
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
        var answer = client.send(request.build(), BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException("Alertmanager answers " + answer.statusCode());
        }
        return answer.body();
    }

    private URI api(String path) {
        return URI.create("http://" + address() + "/api/v2/" + path);
    }
}
