package io.github.spacecrafttracker.poller;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A poller as a process of its own, which a test can kill and hold. */
final class PollerProcess implements AutoCloseable {
    private final Process process;
    private final List<String> output = new CopyOnWriteArrayList<>();

    private PollerProcess(Process process) {
        this.process = process;
        var reader = new Thread(this::read, "output");
        reader.setDaemon(true);
        reader.start();
    }

    static PollerProcess start(Map<String, String> settings) throws IOException {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.matches("(KAFKA|LL2|POLLER|TOPIC|LOG)_.*"));
        builder.environment().putAll(settings);
        return new PollerProcess(builder.start());
    }

    /** Whether it is its turn, as far as it has said. */
    boolean polls() {
        var polls = false;
        for (var line : output) {
            polls = line.contains(" polls: ") || (polls && !line.contains(" stands by: "));
        }
        return polls && process.isAlive();
    }

    /** Whether it has taken part. */
    boolean started() {
        return output.stream().anyMatch(line -> line.contains("poller: started"));
    }

    List<String> output() {
        return output;
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** @param name without SIG */
    void signal(String name) throws IOException, InterruptedException {
        var sent = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(sent.waitFor()).isZero();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            lines.lines().forEach(output::add);
        } catch (IOException | UncheckedIOException e) {
            output.add("its output ended: " + e.getMessage());
        }
    }
}
