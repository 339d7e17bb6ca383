package io.github.spacecrafttracker.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** The local run as a process of its own, which a test can kill. */
final class LocalProcess implements AutoCloseable {
    private static final Pattern KAFKA = Pattern.compile(" +Kafka +(\\S+) .*");
    private static final Pattern API = Pattern.compile(" +API +(\\S+)");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final List<String> output = new CopyOnWriteArrayList<>();

    private LocalProcess(Process process) {
        this.process = process;
        var reader = new Thread(this::read, "output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts it on free ports; {@code settings} come on top. */
    static LocalProcess start(Path data, Map<String, String> settings) throws IOException {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx384m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.matches("(KAFKA|LL2|HTTP|LOCAL|TOPIC)_.*"));
        builder.environment()
                .putAll(Map.of(
                        "LOCAL_DATA_DIR", data.toString(),
                        "LOCAL_KAFKA_PORT", "0",
                        "HTTP_PORT", "0",
                        "MANAGEMENT_PORT", "0",
                        "POLLER_MANAGEMENT_PORT", "0"));
        builder.environment().putAll(settings);
        return new LocalProcess(builder.start());
    }

    /** Waits until it listens, and says where its broker does. */
    String bootstrapServers() {
        return told(KAFKA);
    }

    /** Waits until it listens, and says where its list of spacecraft is. */
    String api() {
        return told(API);
    }

    List<String> output() {
        return output;
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Sends a signal by name, and waits for the exit code. */
    int end(String signal) throws IOException, InterruptedException {
        var sent = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
        assertThat(sent.waitFor()).isZero();
        return exitCode();
    }

    /** Waits for its end. */
    int exitCode() {
        await().atMost(PATIENCE).until(() -> !process.isAlive());
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private String told(Pattern pattern) {
        await().atMost(PATIENCE).until(() -> found(pattern).isPresent() || !process.isAlive());
        return found(pattern).orElseThrow(() -> new AssertionError("it did not start: " + output));
    }

    private Optional<String> found(Pattern pattern) {
        return output.stream()
                .map(pattern::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> matcher.group(1))
                .findFirst();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            lines.lines().forEach(output::add);
        } catch (IOException | UncheckedIOException e) {
            output.add("its output ended: " + e.getMessage());
        }
    }
}
