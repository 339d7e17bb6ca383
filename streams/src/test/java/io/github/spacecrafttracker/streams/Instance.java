package io.github.spacecrafttracker.streams;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.embedded.JavaProcess;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An instance of the service in a separate process. It keeps its name and ports across restarts.
 */
public final class Instance implements AutoCloseable {
    private static final Pattern PORTS =
            Pattern.compile("The API is on port (\\d+), health and metrics are on port (\\d+)");

    private final String name;
    private final SnapshotLog log;
    private final HttpClient client;
    private final String heap;
    private final Map<String, String> settings;
    private String port = "0";
    private String managementPort = "0";

    @SuppressWarnings("NullAway.Init") // Initialized by start().
    private volatile JavaProcess process;

    private Instance(String name, SnapshotLog log, HttpClient client, String heap, Map<String, String> settings) {
        this.name = name;
        this.log = log;
        this.client = client;
        this.heap = heap;
        this.settings = settings;
    }

    public static Instance start(String name, SnapshotLog log, HttpClient client) throws IOException {
        return start(name, log, client, "192m", Map.of());
    }

    /** Starts an instance with this heap size and additional settings. */
    public static Instance start(
            String name, SnapshotLog log, HttpClient client, String heap, Map<String, String> settings)
            throws IOException {
        var instance = new Instance(name, log, client, heap, settings);
        instance.start();
        return instance;
    }

    /** Starts the process, and waits until its ports are open. */
    public void start() throws IOException {
        var builder = JavaProcess.shortLived(Main.class, heap).redirectErrorStream(true);
        var environment = builder.environment();
        environment.put("KAFKA_BOOTSTRAP_SERVERS", log.kafka.bootstrapServers());
        environment.put("TOPIC_PREFIX", log.kafka.topicPrefix());
        environment.put("HTTP_PORT", port);
        environment.put("MANAGEMENT_PORT", managementPort);
        environment.put("DRAIN_SECONDS", "2");
        environment.put("INSTANCE_ADDRESS", name + ".example:8080");
        environment.putAll(settings);
        var started = JavaProcess.start(builder);
        process = started;
        await().until(() ->
                started.output().stream().anyMatch(line -> PORTS.matcher(line).find()));
        var ports = started.output().stream()
                .map(PORTS::matcher)
                .filter(line -> line.find())
                .findFirst()
                .orElseThrow();
        port = ports.group(1);
        managementPort = ports.group(2);
    }

    public int port() {
        return Integer.parseInt(port);
    }

    public int managementPort() {
        return Integer.parseInt(managementPort);
    }

    public String name() {
        return name;
    }

    public String output() {
        return name + ":\n" + String.join("\n", process.output());
    }

    public boolean isReady() {
        try {
            return get(managementPort, "/health/ready").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    public void awaitReady() {
        await().until(this::isReady);
    }

    /**
     * Returns the sum of the values of a metric.
     *
     * @param meter the prefix of its lines: the name, optionally with tags
     */
    public double measured(String meter) throws IOException {
        return get(managementPort, "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(meter))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** Returns the used heap in bytes after a full garbage collection. */
    public double heapInUse() throws IOException, InterruptedException {
        var collection = new ProcessBuilder(
                        Path.of(System.getProperty("java.home", ""), "bin", "jcmd")
                                .toString(),
                        Long.toString(process.pid()),
                        "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .start();
        if (collection.waitFor() != 0) {
            throw new IOException("jcmd could not collect the heap");
        }
        return measured("jvm_memory_used_bytes{area=\"heap\"");
    }

    /** @throws IOException if there is no reply */
    public HttpResponse<String> get(String path) throws IOException {
        return get(port, path);
    }

    public void kill() throws InterruptedException {
        process.kill();
    }

    /** Stops the process as an orchestrator does, and waits until it has exited. */
    public void stop() throws Exception {
        terminate();
        awaitStopped();
    }

    public void terminate() throws Exception {
        process.signal("TERM");
    }

    public void awaitStopped() {
        await().until(() -> !process.isAlive());
        assertThat(process.exitValue()).as(this::output).isEqualTo(143);
    }

    @Override
    public void close() {
        process.close();
    }

    private HttpResponse<String> get(String at, String path) throws IOException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at + path))
                .timeout(Duration.ofSeconds(20))
                .build();
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
