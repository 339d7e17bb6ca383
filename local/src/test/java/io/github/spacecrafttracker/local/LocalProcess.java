package io.github.spacecrafttracker.local;

import static io.github.spacecrafttracker.testkit.Waiting.await;

import io.github.spacecrafttracker.embedded.JavaProcess;
import io.github.spacecrafttracker.embedded.upstream.StubUpstream;
import io.github.spacecrafttracker.testkit.TopicReader;
import io.github.spacecrafttracker.topic.Topics;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Runs local mode in a child process, which a test can kill. Methods that return an address wait
 * until the process listens on it.
 */
final class LocalProcess implements AutoCloseable {
    static final Topics TOPICS = Topics.withPrefix("spacecraft");

    // The banner, as text or in lines of JSON.
    private static final Pattern KAFKA = Pattern.compile("\\bKafka:? +([^\\s,]+), topics ");
    private static final Pattern API = Pattern.compile("\\bAPI:? +(http[^\\s\",]+)");
    private static final Pattern STREAMS_METRICS = Pattern.compile("\\bstreams:? +\\S+/ready and ([^\\s\",]+)");
    private static final Pattern POLLER_METRICS = Pattern.compile("\\bpoller:? +\\S+/ready and ([^\\s\",]+)");

    private final JavaProcess process;
    private @Nullable TopicReader<String, byte[]> changes;

    private LocalProcess(JavaProcess process) {
        this.process = process;
    }

    /**
     * Starts the local run on free ports.
     *
     * @param settings the settings that override the defaults
     */
    static LocalProcess start(Path data, Map<String, String> settings) throws IOException {
        var all = new HashMap<>(Map.of(
                "LOCAL_DATA_DIR", data.toString(),
                "LOCAL_KAFKA_PORT", "0",
                "HTTP_PORT", "0",
                "MANAGEMENT_PORT", "0",
                "POLLER_MANAGEMENT_PORT", "0"));
        all.putAll(settings);
        return new LocalProcess(JavaProcess.start(ServiceJvm.of(Main.class, "384m", all)));
    }

    /** Starts the local run as {@link #start} does, polling an upstream API ten times a second. */
    static LocalProcess following(StubUpstream upstream, Path data, Map<String, String> settings) throws IOException {
        var all = new HashMap<>(Map.of("LL2_BASE_URL", upstream.baseUrl(), "LL2_REQUESTS_PER_HOUR", "36000"));
        all.putAll(settings);
        return start(data, all);
    }

    String bootstrapServers() {
        return awaitOutput(KAFKA);
    }

    /** Returns the address of the list of spacecraft. */
    String api() {
        return awaitOutput(API);
    }

    URI streamsMetrics() {
        return URI.create(awaitOutput(STREAMS_METRICS));
    }

    URI pollerMetrics() {
        return URI.create(awaitOutput(POLLER_METRICS));
    }

    /** Returns all committed change events, in the order of each partition. */
    List<ConsumerRecord<String, byte[]>> changes() {
        if (changes == null) {
            changes = CommittedLog.open(bootstrapServers(), TOPICS.changes());
        }
        return changes.records();
    }

    List<String> output() {
        return process.output();
    }

    /** Kills the process like {@code kill -9}. */
    void kill() throws InterruptedException {
        closeReader();
        process.kill();
    }

    /** Sends a signal and returns the exit code. */
    int stop(String signal) throws IOException, InterruptedException {
        closeReader();
        process.signal(signal);
        return exitCode();
    }

    /** Waits for the end of the process. */
    int exitCode() {
        await().until(() -> !process.isAlive());
        return process.exitValue();
    }

    @Override
    public void close() {
        closeReader();
        process.close();
    }

    private void closeReader() {
        if (changes != null) {
            changes.close();
            changes = null;
        }
    }

    private String awaitOutput(Pattern pattern) {
        await().until(() -> find(pattern).isPresent() || !process.isAlive());
        return find(pattern).orElseThrow(() -> new AssertionError("The local process did not start: " + output()));
    }

    private Optional<String> find(Pattern pattern) {
        // In JSON, a slash may be escaped.
        return output().stream()
                .map(line -> pattern.matcher(line.replace("\\/", "/")))
                .filter(matcher -> matcher.find())
                .map(matcher -> matcher.group(1))
                .findFirst();
    }
}
