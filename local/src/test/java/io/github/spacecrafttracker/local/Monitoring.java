package io.github.spacecrafttracker.local;

import static org.awaitility.Awaitility.await;

import io.github.spacecrafttracker.embedded.JavaProcess;
import io.github.spacecrafttracker.topic.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Debian's Prometheus and Alertmanager with the configuration of {@code ops/}: but for addresses, and what a test says that it shortens. */
final class Monitoring implements AutoCloseable {
    private static final Pattern LISTENS = Pattern.compile("msg=\"Listening on\" address=(\\S+)");
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Path prometheusFolder;
    private final JavaProcess alertmanager;
    private final JavaProcess prometheus;
    private final String address;
    private final HttpClient client = HttpClient.newHttpClient();

    /**
     * @param folder an empty one of its own
     * @param webhook what takes the place of the example's receiver, without a path
     * @param shortened texts of the configuration and what takes their place; each must be there
     */
    Monitoring(Path folder, String webhook, Map<String, String> shortened) throws IOException {
        prometheusFolder = folder.resolve("prometheus");
        var alertmanagerFolder = folder.resolve("alertmanager");
        var missing = copy("ops/prometheus", prometheusFolder, shortened)
                + copy(
                        "ops/alertmanager",
                        alertmanagerFolder,
                        with(shortened, "http://host.docker.internal:9099", webhook));
        for (var text : shortened.keySet()) {
            if (!missing.contains(text)) {
                throw new IllegalArgumentException("nothing to shorten: " + text);
            }
        }
        alertmanager = launch(
                "prometheus-alertmanager",
                "--config.file=" + alertmanagerFolder.resolve("alertmanager.yml"),
                "--storage.path=" + folder.resolve("alertmanager-data"),
                "--web.listen-address=127.0.0.1:0",
                "--cluster.listen-address=");
        scrape("alertmanager", List.of(listens(alertmanager)));
        for (var job : List.of("poller", "streams", "prometheus")) {
            scrape(job, List.of());
        }
        prometheus = launch(
                "prometheus",
                "--config.file=" + prometheusFolder.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + folder.resolve("prometheus-data"),
                "--web.listen-address=127.0.0.1:0");
        address = listens(prometheus);
        scrape("prometheus", List.of(address));
    }

    /** Replaces the targets of a job. */
    void scrape(String job, List<String> addresses) throws IOException {
        Files.writeString(prometheusFolder.resolve("targets/" + job + ".yml"), "- targets: " + addresses + "\n");
    }

    /** The series that an expression gives now. */
    JsonNode query(String expression) throws IOException, InterruptedException {
        var url = "http://" + address + "/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8);
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

    private static JavaProcess launch(String... command) {
        try {
            return JavaProcess.start(new ProcessBuilder(command).redirectErrorStream(true));
        } catch (IOException e) {
            throw new IllegalStateException("needs Debian's packages prometheus and prometheus-alertmanager", e);
        }
    }

    private static String listens(JavaProcess process) {
        await().atMost(LONG).until(() -> told(process).isPresent() || !process.isAlive());
        return told(process)
                .orElseThrow(() -> new AssertionError("it did not start: " + String.join("\n", process.output())));
    }

    private static Optional<String> told(JavaProcess process) {
        return process.output().stream()
                .map(LISTENS::matcher)
                .filter(matcher -> matcher.find())
                .map(matcher -> matcher.group(1))
                .findFirst();
    }

    /** @return all that the files held */
    private static String copy(String from, Path to, Map<String, String> replaced) throws IOException {
        var source = Repository.file(from);
        var all = new StringBuilder();
        try (var files = Files.walk(source)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var target = to.resolve(source.relativize(file).toString());
                Files.createDirectories(target.resolveSibling(""));
                var text = Files.readString(file);
                all.append(text);
                for (var each : replaced.entrySet()) {
                    text = text.replace(each.getKey(), each.getValue());
                }
                Files.writeString(target, text);
            }
        }
        return all.toString();
    }

    private static Map<String, String> with(Map<String, String> replaced, String text, String by) {
        var all = new HashMap<>(replaced);
        all.put(text, by);
        return all;
    }
}
