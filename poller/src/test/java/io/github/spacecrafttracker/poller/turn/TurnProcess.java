package io.github.spacecrafttracker.poller.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.service.KafkaSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A {@link TurnTaker} to send signals to. */
final class TurnProcess implements AutoCloseable {
    private final Process process;
    private final List<String> said = new CopyOnWriteArrayList<>();

    private TurnProcess(Process process) {
        this.process = process;
        var reader = new Thread(this::read, "output");
        reader.setDaemon(true);
        reader.start();
    }

    /** @param member at most one name */
    static TurnProcess start(KafkaSettings kafka, String... member) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path", ""),
                TurnTaker.class.getName(),
                kafka.bootstrapServers(),
                kafka.topicPrefix()));
        command.addAll(List.of(member));
        return new TurnProcess(
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start());
    }

    /** All that it has said. */
    List<String> said() {
        return said;
    }

    /** @param name as {@code kill} knows it */
    void signal(String name) throws IOException, InterruptedException {
        var sent = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(sent.waitFor()).isZero();
    }

    /** As {@code kill -9} does. */
    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            lines.lines().forEach(said::add);
        } catch (IOException | UncheckedIOException e) {
            said.add("its output ended: " + e.getMessage());
        }
    }
}
