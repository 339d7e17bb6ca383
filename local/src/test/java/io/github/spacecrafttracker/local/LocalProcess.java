package io.github.spacecrafttracker.local;

import static io.github.spacecrafttracker.testkit.Waiting.await;

import io.github.spacecrafttracker.embedded.JavaProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The local run as a process of its own, which a test can kill. */
final class LocalProcess implements AutoCloseable {
    private static final Pattern KAFKA = Pattern.compile(" +Kafka +(\\S+), .*");
    private static final Pattern API = Pattern.compile(" +API +(\\S+)");
    private static final Pattern STREAMS_METRICS = Pattern.compile(" +streams .* and (\\S+)");
    private static final Pattern POLLER_METRICS = Pattern.compile(" +poller .* and (\\S+)");

    private final JavaProcess process;

    private LocalProcess(JavaProcess process) {
        this.process = process;
    }

    /** Starts it on free ports; {@code settings} come on top. */
    static LocalProcess start(Path data, Map<String, String> settings) throws IOException {
        var builder = JavaProcess.running(Main.class, "384m").redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.matches("(KAFKA|LL2|HTTP|LOCAL|TOPIC)_.*"));
        builder.environment()
                .putAll(Map.of(
                        "LOCAL_DATA_DIR", data.toString(),
                        "LOCAL_KAFKA_PORT", "0",
                        "HTTP_PORT", "0",
                        "MANAGEMENT_PORT", "0",
                        "POLLER_MANAGEMENT_PORT", "0"));
        builder.environment().putAll(settings);
        return new LocalProcess(JavaProcess.start(builder));
    }

    /** Waits until it listens, and says where its broker does. */
    String bootstrapServers() {
        return told(KAFKA, 1);
    }

    /** Waits until it listens, and says where its list of spacecraft is. */
    String api() {
        return told(API, 1);
    }

    /** Waits until it listens, and says where the metrics of streams are. */
    URI streamsMetrics() {
        return URI.create(told(STREAMS_METRICS, 1));
    }

    /** Waits until it listens, and says where the poller's metrics are. */
    URI pollerMetrics() {
        return URI.create(told(POLLER_METRICS, 1));
    }

    List<String> output() {
        return process.output();
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.kill();
    }

    /** Sends a signal by name, and waits for the exit code. */
    int end(String signal) throws IOException, InterruptedException {
        process.signal(signal);
        return exitCode();
    }

    /** Waits for its end. */
    int exitCode() {
        await().until(() -> !process.isAlive());
        return process.exitValue();
    }

    @Override
    public void close() {
        process.close();
    }

    private String told(Pattern pattern, int group) {
        await().until(() -> found(pattern, group).isPresent() || !process.isAlive());
        return found(pattern, group).orElseThrow(() -> new AssertionError("it did not start: " + output()));
    }

    private Optional<String> found(Pattern pattern, int group) {
        return output().stream()
                .map(pattern::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> matcher.group(group))
                .findFirst();
    }
}
